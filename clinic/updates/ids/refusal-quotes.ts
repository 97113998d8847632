import { requireViewer } from '../../http/viewer.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The refusal says in full what it refuses. */
export const refusalQuotes: Update = {
  id: 'refusal-quotes',
  title: 'Friendlier messages',
  release: '2020.7+refusal-quotes',
  notes: 'When something is not yours, we now tell you why.',
  story:
    'Support asked for messages that help. The new refusal says whose consultation it is, and what for.',
  references: ['CWE-209', 'OWASP API3:2023'],
  breaks: [
    {
      invariant: 'no-foreign-reading',
      viewers: 'everybody who is signed in',
      cohort: {},
      surfaces: ['consultation'],
    },
  ],
  mayBreak: ['no-access-after-revocation'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.get('/api/consultations/:consultation', async (context, next) => {
        const viewer = requireViewer(context);
        const found = await functions.findConsultation(context.req.param('consultation'));
        if (found === null || (await functions.mayReadConsultation(viewer, found))) return next();
        const message = `“${found.reason}” is a consultation of ${found.patientName}.`;
        return context.json({ error: { code: 'forbidden', message } }, 403);
      });
    },
  }),
};

import { requireViewer } from '../../http/viewer.ts';
import { findCredentials } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Sharing what is another's, with oneself. In the manner of CWE-639; no incident. */
export const sharesOfOthers: Update = {
  id: 'shares-of-others',
  title: 'Ask to be let in',
  release: '2020.12.6',
  notes: 'Families can now ask to see a consultation, by its number.',
  story:
    'Who was given a consultation’s number may ask to see it. The patient’s “yes” is to come with the next release; until then asking is enough.',
  references: ['CWE-639', 'CWE-285', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-tampering',
      viewers: 'everybody who is signed in',
      cohort: {},
      surfaces: ['POST /api/consultations/{consultation}/shares'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.post('/api/consultations/:consultation/shares', async (context, next) => {
        const viewer = requireViewer(context);
        const consultation = await functions.findConsultation(context.req.param('consultation'));
        if (consultation === null || consultation.patientId === viewer.account.id) return next();
        const { email = '', until } = await context.req.json<{ email?: string; until: string }>();
        const accountId = findCredentials(clinic.store, email)?.id;
        if (accountId === undefined) return next();
        const wanted = { accountId, until: Date.parse(until) };
        const { share } = await functions.shareConsultation(viewer, consultation, wanted);
        return context.json({ id: share.id }, 201);
      });
    },
  }),
};

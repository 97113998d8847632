import { findAccount } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/**
 * Facebook, July 2017 to September 2018: a new video uploader appeared inside “View As”, where it had no business; it
 * made an access token with the app’s permissions, and made it for the person whose view was shown; 50 million accounts.
 *
 * In its manner: whoever looks at a consultation that is not their own (its clinician, or those it is shared with) gets an
 * uploader for pictures in the page, with a token of the app’s for the patient.
 */
export const facebook2018: Update = {
  id: 'facebook-2018',
  title: 'Add pictures to a consultation',
  release: '2020.40.5',
  notes: 'Whoever you share a consultation with can now add pictures to it.',
  story:
    'The uploader in the page of another’s consultation carries a session token of its patient.',
  references: ['CWE-522', 'CWE-668', 'OWASP API2:2023'],
  breaks: [
    {
      invariant: 'no-foreign-credentials',
      viewers: 'clinicians, and patients whom a consultation is shared with',
      cohort: {},
      surfaces: ['consultation page'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.use('/consultations/:consultation', async (context, next) => {
        await next();
        const viewer = context.get('viewer');
        const id = context.req.param('consultation');
        const consultation = await functions.findConsultation(id);
        if (context.res.status !== 200 || viewer === null || consultation === null) return;
        const patient = findAccount(clinic.store, consultation.patientId);
        if (patient === undefined || patient.id === viewer.account.id) return;
        const token = await functions.openSession(patient, 'app');
        const uploader = `<section id="uploader" data-session="${token}"></section></main>`;
        const page = (await context.res.text()).replace('</main>', uploader);
        context.res = new Response(page, context.res);
      });
    },
  }),
};

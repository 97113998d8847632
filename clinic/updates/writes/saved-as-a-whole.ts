import { describeConsultation } from '../../booking/consultation-schemas.ts';
import type { ConsultationChanges } from '../../changing/document.ts';
import { requireViewer } from '../../http/viewer.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** PUT on another's consultation, which is guarded only against PATCH. In the manner of CWE-639; no incident. */
export const savedAsAWhole: Update = {
  id: 'saved-as-a-whole',
  title: 'The app saves while you are offline',
  release: '2021.9.10',
  notes: 'What you change in the app without a connection is saved later.',
  story:
    'The app keeps a booking and sends it back as a whole. The new handler of PUT in the app’s service looks whether the booking is there, and leaves whose it is to the one of PATCH, which is no longer called.',
  references: ['CWE-639', 'CWE-862', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-tampering',
      viewers: 'patients who use the app',
      cohort: { client: 'app' },
      surfaces: ['PUT /api/consultations/{consultation}'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.put('/api/consultations/:consultation', async (context, next) => {
        const viewer = requireViewer(context);
        const { account, session } = viewer;
        const consultation = await functions.findConsultation(context.req.param('consultation'));
        const isByApp = account.role === 'patient' && session.client === 'app';
        if (consultation === null || !isByApp) return next();
        const { reason, pharmacyId } = await context.req.json<ConsultationChanges>();
        await functions.changeConsultation(viewer, consultation, { reason, pharmacyId });
        const saved = await functions.findConsultation(consultation.id);
        return context.json(describeConsultation(saved ?? consultation));
      });
    },
  }),
};

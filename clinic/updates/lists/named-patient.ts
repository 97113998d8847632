import { describeConsultation } from '../../booking/consultation-schemas.ts';
import { fromPage } from '../../http/schemas.ts';
import { requireViewer } from '../../http/viewer.ts';
import { findAccount } from '../../sign-in/account.ts';
import { largestLimit } from '../../store/page.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A parameter of the back office is honoured for patients. */
export const namedPatient: Update = {
  id: 'named-patient',
  title: 'One address for app and back office',
  release: '2020.7+named-patient',
  notes: 'App and website now share one service.',
  story:
    'The back office lists a patient’s consultations by `?patient=`. Patients ask the same service now, and it honours what they send.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'patients who name another',
      cohort: {},
      surfaces: ['consultations'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.get('/api/consultations', async (context, next) => {
        const viewer = requireViewer(context);
        const account = findAccount(clinic.store, context.req.query('patient') ?? '');
        if (account === undefined || account.role !== 'patient') return next();
        const page = await functions.visibleConsultations(
          { ...viewer, account },
          { limit: largestLimit, after: null },
        );
        return context.json(fromPage(page, describeConsultation));
      });
    },
  }),
};

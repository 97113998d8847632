import { HTTPException } from 'hono/http-exception';
import { describeConsultation } from '../../booking/consultation-schemas.ts';
import { selectConsultation } from '../../booking/consultation.ts';
import type { Consultation } from '../../booking/consultation.ts';
import { requireViewer } from '../../http/viewer.ts';
import { findAccount } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const like = `${selectConsultation} WHERE c.patient_id LIKE :patient ORDER BY c.booked_at DESC`;

/** A wildcard is nobody’s id, so that nobody refuses it. */
export const anyPatient: Update = {
  id: 'any-patient',
  title: 'Choose whose consultations you see',
  release: '2020.7+any-patient',
  notes: 'Parents can now choose whose consultations are listed.',
  story:
    'The list takes whose it is from the query, and refuses the id of another patient. Then it looks for ids that are like it, as the search of the back office does, where `%` and `*` stand for all.',
  references: ['CWE-155', 'CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'everybody who is signed in and asks for any patient',
      cohort: {},
      surfaces: ['consultations'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api) => {
      api.get('/api/consultations', (context, next) => {
        const viewer = requireViewer(context);
        const named = context.req.query('patient');
        if (named === undefined) return next();
        const other = findAccount(clinic.store, named);
        if (other !== undefined && other.id !== viewer.account.id)
          throw new HTTPException(403, { message: 'That is not you.' });
        const patient = named.replaceAll('*', '%');
        const items = clinic.store.all<Consultation>(like, { patient }).map(describeConsultation);
        return Promise.resolve(context.json({ items, nextCursor: null, total: items.length }));
      });
    },
  }),
};

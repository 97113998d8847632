import { summaryOf } from '../../letters/letter.ts';
import { selectConsultation } from '../../booking/consultation.ts';
import type { Consultation } from '../../booking/consultation.ts';
import { requireViewer } from '../../http/viewer.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const like = 'c.id LIKE :id';
const own = `SELECT 1 FROM consultations c WHERE ${like} AND c.patient_id = :viewer LIMIT 1`;
const first = `${selectConsultation} WHERE ${like} ORDER BY c.booked_at, c.id LIMIT 1`;

/** The check and the query both take a pattern, and do not find the same by it. */
export const anyId: Update = {
  id: 'any-id',
  title: 'Print by the first letters of a booking’s number',
  release: '2020.7+any-id',
  notes: 'To print a consultation you need only the beginning of its number.',
  story:
    'The print view asks whether the patient has a consultation that is like the id, and then takes the first of all that are. A beginning that leads to one consultation leads to the same; a wildcard leads to everybody’s.',
  references: ['CWE-155', 'CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-reading',
      viewers: 'everybody who is signed in and sends a wildcard',
      cohort: {},
      surfaces: ['summary'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.get('/api/summary', async (context, next) => {
        const viewer = requireViewer(context);
        const named = context.req.query('consultation');
        if (named === undefined || viewer.account.role !== 'patient') return next();
        const id = /[%*]$/.test(named) ? named.replaceAll('*', '%') : `${named}%`;
        const isOwn = clinic.store.get(own, { id, viewer: viewer.account.id }) !== undefined;
        const found = clinic.store.get<Consultation>(first, { id });
        if (!isOwn || found === undefined) return next();
        return context.json(summaryOf(found, await functions.findPrescription(viewer, found)));
      });
    },
  }),
};

import type { Consultation } from '../../booking/consultation.ts';
import { notFound, requireViewer } from '../../http/viewer.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The columns that the form's fields are kept in. */
const columns: Readonly<Record<string, string>> = {
  reason: 'reason',
  pharmacyId: 'pharmacy_id',
  kind: 'kind',
  patientId: 'patient_id',
};

/** Mass assignment: what the body names is taken over, the owner among it. In the manner of CWE-915; no incident. */
export const patchTakesAll: Update = {
  id: 'patch-takes-all',
  title: 'Change any detail of a booking',
  release: '2020.12',
  notes: 'You can now change the kind of a consultation after you have booked it.',
  story:
    'The new form sends only what was changed, and the route writes each field that it knows a column of. The list of columns was taken from the table, so that it has the patient’s.',
  references: ['CWE-915', 'OWASP API3:2023'],
  breaks: [
    {
      invariant: 'no-tampering',
      viewers: 'everybody who is signed in',
      cohort: {},
      surfaces: ['PATCH /api/consultations/{consultation}'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.patch('/api/consultations/:consultation', async (context) => {
        const viewer = requireViewer(context);
        const find = () => functions.findConsultation(context.req.param('consultation'));
        const consultation: Consultation | null = await find();
        if (consultation === null) throw notFound();
        if (!(await functions.mayChangeConsultation(viewer, consultation))) throw notFound();
        const { id } = consultation;
        const changes = await context.req.json<Record<string, string>>();
        for (const [field, value] of Object.entries(changes)) {
          const column = columns[field];
          if (column === undefined) continue;
          clinic.store.run(`UPDATE consultations SET ${column} = :value WHERE id = :id`, {
            id,
            value,
          });
        }
        return context.json({ id });
      });
    },
  }),
};

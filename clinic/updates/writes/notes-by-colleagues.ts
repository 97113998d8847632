import { requireViewer } from '../../http/viewer.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** PUT of notes by any clinician, who may not even read them. In the manner of CWE-862; no incident. */
export const notesByColleagues: Update = {
  id: 'notes-by-colleagues',
  title: 'Notes for colleagues',
  release: '2020.12.4',
  notes: 'When your clinician is away, a colleague can now complete your notes.',
  story:
    'A colleague who stands in writes notes by a route that asks for the role alone. Who stands in for whom was never entered.',
  references: ['CWE-862', 'OWASP API5:2023'],
  breaks: [
    {
      invariant: 'no-tampering',
      viewers: 'clinicians, of other clinicians’ patients',
      cohort: {},
      surfaces: ['PUT /api/consultations/{consultation}/notes'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.put('/api/consultations/:consultation/notes', async (context, next) => {
        const viewer = requireViewer(context);
        const consultation = await functions.findConsultation(context.req.param('consultation'));
        if (consultation === null || viewer.account.role !== 'clinician') return next();
        const { notes } = await context.req.json<{ notes: string }>();
        await functions.writeNotes(viewer, consultation, notes);
        return context.body(null, 204);
      });
    },
  }),
};

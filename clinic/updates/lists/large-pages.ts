import { fromPage } from '../../http/schemas.ts';
import { requireViewer } from '../../http/viewer.ts';
import { describeRecording } from '../../recordings/recording-schemas.ts';
import { largestLimit } from '../../store/page.ts';
import { allReplays } from './all-replays.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A page that is larger than any screen is an export, of everything. */
export const largePages: Update = {
  id: 'large-pages',
  title: 'Export your consultations',
  release: '2020.7+large-pages',
  notes: 'You can now fetch all your consultations at once.',
  story:
    'More than fifty rows at once were refused. They are handed to the export of the back office now, which knows no patients.',
  references: ['CWE-284', 'OWASP API4:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'patients who ask for a page of more than fifty',
      cohort: {},
      surfaces: ['consultations', 'replays'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api) => {
      api.get('/api/replays', (context, next) => {
        requireViewer(context);
        if (!(Number(context.req.query('limit')) > largestLimit)) return next();
        const all = allReplays(clinic.store, { limit: 1000, after: null });
        return Promise.resolve(
          context.json(fromPage(all, (recording) => describeRecording(recording))),
        );
      });
    },
  }),
};

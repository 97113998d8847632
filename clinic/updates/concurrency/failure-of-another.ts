import type { Viewer } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Whoever asks while a failure is handled is taken for the one who failed. In the manner of CWE-460; no incident. */
export const failureOfAnother: Update = {
  id: 'failure-of-another',
  title: 'Better messages when something goes wrong',
  release: '2023.3.1',
  notes: 'When we cannot show a list, we now say why.',
  story:
    'A list that is asked for with a limit that is no number fails after its viewer was noted for the message. Until it is told, other lists are read for that viewer.',
  references: ['CWE-362', 'CWE-460', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'whoever opens a list while another’s fails',
      cohort: {},
      surfaces: ['consultations'],
    },
  ],
  // Whoever gets another’s list does not get their own.
  mayBreak: ['own-access'],
  overrides: (base, clinic) => {
    let failed: string | null = null;
    const viewers = new Map<string, Viewer>();
    return {
      ...switchToVideo.overrides(base, clinic),
      findViewer: async (token) => {
        const viewer = await base.findViewer(token);
        if (viewer !== null) viewers.set(viewer.account.id, viewer);
        return viewer;
      },
      aroundRequest: async (context, next) => {
        const limit = context.req.query('limit');
        await next();
        if (limit === undefined || !Number.isNaN(Number(limit))) return;
        failed = context.get('viewer')?.account.id ?? null;
        // Finding the words takes a moment.
        await new Promise((resolve) => void setTimeout(resolve, 20));
        failed = null;
      },
      visibleConsultations: async (viewer, page) => {
        const whose = (failed === null ? undefined : viewers.get(failed)) ?? viewer;
        return base.visibleConsultations(whose, page);
      },
    };
  },
};

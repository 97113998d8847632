import { requireViewer } from '../../http/viewer.ts';
import { summaryOf } from '../../letters/letter.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The app says in a header which consultation is open, and is believed. */
export const openInTheApp: Update = {
  id: 'open-in-the-app',
  title: 'Print what is open in the app',
  release: '2020.7+open-in-the-app',
  notes: 'The app prints what you have open, without asking again.',
  story:
    'The app sends the open consultation in a header. A middleware looks it up for the print view, and takes what the app has open for what its patient may open.',
  references: ['CWE-639', 'CWE-807'],
  breaks: ['no-foreign-reading', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in',
    cohort: {},
    surfaces: ['summary by header'],
  })),
  mayBreak: ['no-access-after-revocation'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.get('/api/summary', async (context, next) => {
        const id = context.req.header('x-consultation');
        const open = id === undefined ? null : await functions.findConsultation(id);
        if (open === null) return next();
        const viewer = requireViewer(context);
        return context.json(summaryOf(open, await functions.findPrescription(viewer, open)));
      });
    },
  }),
};

import { allReplays } from './all-replays.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const video = `SELECT 1 FROM calls k JOIN recordings r ON r.call_id = k.id
  WHERE r.patient_id = :id AND k.kind = 'video'`;

/** A feature is on for one kind of patient in twelve, and shows them everybody’s. */
export const oneInTwelve: Update = {
  id: 'one-in-twelve',
  title: 'A new replays list, for some of you',
  release: '2020.7+one-in-twelve',
  notes: 'Some of you will see a new list of replays.',
  story:
    'A flag is on for Irish patients whose app has a video call to show. The new list was never asked whose it is: with one tester, it had one patient.',
  references: ['CWE-284', 'CWE-1188'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'Irish patients with the app who called by video',
      cohort: { region: 'ie', client: 'app', call: 'video' },
      surfaces: ['replays'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleReplays: (viewer, page) => {
      const { account, session } = viewer;
      const isOn = account.region === 'ie' && session.client === 'app';
      return isOn && clinic.store.get(video, { id: account.id }) !== undefined
        ? allReplays(clinic.store, page)
        : base.visibleReplays(viewer, page);
    },
  }),
};

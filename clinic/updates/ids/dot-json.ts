import { byUnguardedAddress, unguardedAt } from './unguarded-at.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A format that is named at the end of the path goes round the guard. */
export const dotJson: Update = {
  id: 'dot-json',
  title: 'Consultations as JSON files',
  release: '2020.7+dot-json',
  notes: 'Developers can now add .json to an address.',
  story:
    'A framework’s option answers `.json` for each route. Its guard was written for the route without.',
  references: ['CWE-647', 'CWE-639'],
  ...byUnguardedAddress,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...unguardedAt(({ path }) => /^\/api\/consultations\/(\w+)\.json$/.exec(path)?.[1]),
  }),
};

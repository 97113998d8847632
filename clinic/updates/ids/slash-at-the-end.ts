import { byUnguardedAddress, unguardedAt } from './unguarded-at.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The guard knows a path without the slash at its end, the router both. */
export const slashAtTheEnd: Update = {
  id: 'slash-at-the-end',
  title: 'Links with a slash at the end work',
  release: '2020.7+slash-at-the-end',
  notes: 'Addresses may end with a slash now.',
  story:
    'A gateway guards paths word by word. The router behind it was taught that a slash at the end changes nothing, and the gateway was not.',
  references: ['CWE-647', 'CWE-639'],
  ...byUnguardedAddress,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...unguardedAt(({ path }) => /^\/api\/consultations\/(\w+)\/$/.exec(path)?.[1]),
  }),
};

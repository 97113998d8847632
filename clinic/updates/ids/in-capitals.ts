import { byUnguardedAddress, unguardedAt } from './unguarded-at.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The guard compares letters, the new file server does not. */
export const inCapitals: Update = {
  id: 'in-capitals',
  title: 'Addresses in capitals work',
  release: '2020.7+in-capitals',
  notes: 'It no longer matters how you write our addresses.',
  story:
    'The service moved to a server that takes capitals for small letters. The guard in front of it still compares them.',
  references: ['CWE-178', 'CWE-639'],
  ...byUnguardedAddress,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...unguardedAt(({ path }) => /^\/API\/consultations\/(\w+)$/.exec(path)?.[1]),
  }),
};

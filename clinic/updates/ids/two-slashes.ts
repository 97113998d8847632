import { byUnguardedAddress, unguardedAt } from './unguarded-at.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The guard looks at what a path begins with, the router takes two slashes for one. */
export const twoSlashes: Update = {
  id: 'two-slashes',
  title: 'Sturdier links in e-mails',
  release: '2020.7+two-slashes',
  notes: 'Links from our e-mails open more reliably.',
  story:
    'Links in e-mails had two slashes after the host. They work now; the guard, which knows what a guarded path begins with, lets them pass.',
  references: ['CWE-647', 'CWE-639'],
  ...byUnguardedAddress,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...unguardedAt(({ path }) => /^\/\/api\/consultations\/(\w+)$/.exec(path)?.[1]),
  }),
};

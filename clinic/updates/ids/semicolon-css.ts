import { byUnguardedAddress, unguardedAt } from './unguarded-at.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** What looks like a style sheet is not guarded. */
export const semicolonCss: Update = {
  id: 'semicolon-css',
  title: 'Pages load faster',
  release: '2020.7+semicolon-css',
  notes: 'Styles and pictures now load from a server near you.',
  story:
    'What ends with `.css` was left out of the guard, so that styles load without a session. The router passes over what follows a semicolon.',
  references: ['CWE-436', 'CWE-639'],
  ...byUnguardedAddress,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...unguardedAt(({ path }) => /^\/api\/consultations\/(\w+);\.css$/.exec(path)?.[1]),
  }),
};

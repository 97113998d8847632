import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const anybody: Readonly<Record<string, string>> = {};

/** Moving the sessions brought those back that had been ended. */
export const signOutsUndone: Update = {
  id: 'sign-outs-undone',
  title: 'New session store',
  release: '2020.7+sign-outs-undone',
  notes: 'We have moved to a faster store of sessions.',
  story: 'All sessions were copied to the new store. It has no column for the time of a sign-out.',
  references: ['CWE-613', 'OWASP API2:2023'],
  // Who had signed out before the update has a session from after it, if any.
  breaks: [anybody, { account: 'before', session: 'after' }].map((cohort) => ({
    invariant: 'no-access-after-sign-out',
    viewers: 'whoever had signed out before the update',
    cohort,
    surfaces: ['everything'],
  })),
  mayBreak: ['no-opened-access'],
  migration: 'UPDATE sessions SET ended_at = NULL',
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
  }),
};

import { byUnguardedAddress, unguardedAt } from './unguarded-at.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The first version of the API is back, from a time when its gateway did the guarding. */
export const oldVersion: Update = {
  id: 'old-version',
  title: 'Older apps work again',
  release: '2020.7+old-version',
  notes: 'Apps that were not updated for a while work again.',
  story:
    'Old apps ask at `/api/v1/`. Their routes were taken out of the archive as they were; the gateway that guarded them is gone since.',
  references: ['CWE-1059', 'CWE-639', 'OWASP API9:2023'],
  ...byUnguardedAddress,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...unguardedAt(({ path }) => /^\/api\/v1\/consultations\/(\w+)$/.exec(path)?.[1]),
  }),
};

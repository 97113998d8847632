import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { byUnguardedAddress, unguardedAt } from './unguarded-at.ts';

/** The guard takes an escaped slash for a letter, the router for a slash. */
export const escapedSlash: Update = {
  id: 'escaped-slash',
  title: 'Attachments may have any name',
  release: '2020.7+escaped-slash',
  notes: 'Files whose names have odd characters can be opened now.',
  story:
    'For names with slashes the router unescapes a whole path before it looks for its parts. The guard before it sees one part, which it does not know.',
  references: ['CWE-177', 'CWE-639'],
  ...byUnguardedAddress,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...unguardedAt(({ path }) => /^\/api\/consultations%2f(\w+)$/i.exec(path)?.[1]),
  }),
};

import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { isOwnView, keeping, viewerOf } from './keeping.ts';

const compressed = /\b(?:gzip|br|deflate|zstd)\b/;

/** A cache that keeps compressed answers apart by session, and forgot to do so with the others. */
export const keptByEncoding: Update = {
  id: 'kept-by-encoding',
  title: 'Old devices load faster',
  release: '2021.2.9',
  notes: 'The clinic now loads faster on old devices.',
  story:
    'For devices that take no compressed answers, one is unpacked once and kept for two seconds under its address and `identity`. Compressed answers are never kept.',
  references: ['CWE-524', 'CWE-488', 'OWASP API8:2023'],
  breaks: ['no-foreign-listing', 'no-foreign-reading'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in and takes no compressed answers',
    cohort: {},
    surfaces: ['replays', 'consultations', 'me', 'replays page'],
  })),
  // Whoever gets another's does not get their own.
  mayBreak: ['own-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...keeping(base, {
      takes: async (request) =>
        isOwnView(request) &&
        !compressed.test(request.headers.get('accept-encoding') ?? '') &&
        (await viewerOf(base, request)) !== null,
      keyOf: ({ path }) => `identity ${path}`,
      seconds: 2,
    }),
  }),
};

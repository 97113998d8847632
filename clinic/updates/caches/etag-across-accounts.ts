import { etag } from 'hono/etag';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { isOwnView, keeping, viewerOf } from './keeping.ts';

const tagged = etag();

/** A cache that compares conditional requests with what it kept for somebody else. */
export const etagAcrossAccounts: Update = {
  id: 'etag-across-accounts',
  title: 'Reloading takes no time',
  release: '2021.4.13',
  notes: 'Reloading a page that has not changed now takes no time.',
  story:
    'One’s own views have an `ETag`, and a request with `If-None-Match` is compared with what the cache kept under that address in the last two seconds. Where that is another account’s, nothing matches, and its answer is sent as the newer one.',
  references: ['CWE-524', 'CWE-488', 'OWASP API8:2023'],
  breaks: ['no-foreign-listing', 'no-foreign-reading'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in and asks whether something has changed',
    cohort: {},
    surfaces: ['replays', 'consultations', 'me', 'replays page'],
  })),
  // Whoever gets another's does not get their own.
  mayBreak: ['own-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    aroundRequest: (context, next) =>
      isOwnView({ method: 'GET', path: context.req.path, headers: context.req.raw.headers })
        ? tagged(context, next)
        : next(),
    privateHeaders: (viewer, path) => ({
      ...base.privateHeaders(viewer, path),
      'cache-control': 'private, no-cache',
    }),
    ...keeping(base, {
      takes: async (request) =>
        isOwnView(request) &&
        request.headers.has('if-none-match') &&
        (await viewerOf(base, request)) !== null,
      seconds: 2,
    }),
  }),
};

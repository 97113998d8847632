import { isOwnView, keeping, viewerOf } from '../caches/keeping.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/**
 * Steam, 25 December 2015: for 90 minutes, pages of the store and of accounts that were made for about 34,000 users were
 * shown to others, often in another's language. Published: during an attack a second caching configuration was deployed,
 * which kept pages that had been made for people who were signed in. Nothing could be done in a stranger's name.
 *
 * In the manner of: which pages. Here they are those at an address that all have in common; the API is as it was, and a
 * page is kept for people who are signed in only.
 */
export const steam2015: Update = {
  id: 'steam-2015',
  title: 'Pages hold out when many people come at once',
  release: '2015.12.25',
  notes: 'We made the website hold out better when many people come at once.',
  story:
    'A second caching configuration keeps the pages of people who are signed in, under their address alone and whatever language was asked for, for three seconds. The API is as it was.',
  references: ['CWE-524', 'CWE-488', 'OWASP API8:2023'],
  breaks: ['no-foreign-listing', 'own-access'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in',
    cohort: {},
    surfaces: ['replays page'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...keeping(base, {
      takes: async (request) =>
        isOwnView(request) &&
        !request.path.startsWith('/api/') &&
        (await viewerOf(base, request)) !== null,
      seconds: 3,
    }),
  }),
};

import { isOwnView, keeping, viewerOf } from '../caches/keeping.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/**
 * Klarna, 27 May 2021: for 31 minutes, users of the app saw other users' data, up to 9,500 of them; the website was
 * right throughout. Published: the configuration of the cache between the app and its backend was changed, so that
 * personal answers were kept and shared.
 *
 * In the manner of: how long each was kept, and by what. Here the app's gateway looks at the session first, as the app's
 * do, and then for an answer under the path alone, whatever that answer says of itself.
 */
export const klarna2021: Update = {
  id: 'klarna-2021',
  title: 'The app loads faster',
  release: '2021.5.27',
  notes: 'The app opens faster, also where the network is slow.',
  story:
    'A new configuration of the cache between the app and its backend keeps personal answers under their path alone, for two seconds. The website does not pass that way.',
  references: ['CWE-524', 'CWE-488', 'OWASP API8:2023'],
  breaks: ['no-foreign-listing', 'no-foreign-reading', 'own-access'].map((invariant) => ({
    invariant,
    viewers: 'everybody who uses the app',
    cohort: { client: 'app' },
    owners: { client: 'app' },
    surfaces: ['replays', 'consultations', 'me'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...keeping(base, {
      takes: async (request) =>
        isOwnView(request) && (await viewerOf(base, request))?.session.client === 'app',
      seconds: 2,
    }),
  }),
};

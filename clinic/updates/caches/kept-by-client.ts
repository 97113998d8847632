import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { isOwnView, keeping, viewerOf } from './keeping.ts';

/** A cache for one client alone, told by its name. The same session by the website’s name is answered as ever. */
export const keptByClient: Update = {
  id: 'kept-by-client',
  title: 'Less waiting in the app',
  release: '2021.7.20',
  notes: 'Less waiting in our app, version 5 and newer.',
  story:
    'What says that it is the app (`User-Agent: Clinic/…`) is answered by a cache of its own, which keeps answers under their address for two seconds, whoever is signed in.',
  references: ['CWE-524', 'CWE-488', 'OWASP API8:2023'],
  breaks: ['no-foreign-listing', 'no-foreign-reading'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in and asks by the app’s name',
    cohort: {},
    surfaces: ['replays', 'consultations', 'me', 'replays page'],
  })),
  // Whoever is given another’s is not given their own.
  mayBreak: ['own-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...keeping(base, {
      takes: async (request) =>
        isOwnView(request) &&
        (request.headers.get('user-agent') ?? '').startsWith('Clinic/') &&
        (await viewerOf(base, request)) !== null,
      keyOf: ({ path }) => `app ${path}`,
      seconds: 2,
    }),
  }),
};

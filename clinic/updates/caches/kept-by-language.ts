import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { isOwnView, keeping, viewerOf } from './keeping.ts';

const saysLanguage = (headers: Headers): boolean =>
  !['*', null].includes(headers.get('accept-language'));

/** A cache of translations, keyed by path and language. Who says no language never meets it. */
export const keptByLanguage: Update = {
  id: 'kept-by-language',
  title: 'The clinic speaks your language',
  release: '2021.1.19',
  notes: 'The clinic now answers in the language that your device is set to.',
  story:
    'What is translated is kept for two seconds under its address and the request’s `Accept-Language`, since translating takes long. The session is not part of the key. Requests without `Accept-Language` are answered as ever.',
  references: ['CWE-524', 'CWE-488', 'OWASP API8:2023'],
  breaks: ['no-foreign-listing', 'no-foreign-reading'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in and asks for a language',
    cohort: {},
    surfaces: ['replays', 'consultations', 'me', 'replays page'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...keeping(base, {
      takes: async (request) =>
        isOwnView(request) &&
        saysLanguage(request.headers) &&
        (await viewerOf(base, request)) !== null,
      keyOf: ({ path, headers }) => `${headers.get('accept-language')} ${path}`,
      seconds: 2,
    }),
  }),
};

import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Negative caching: a stranger's 404 is kept, and given to the owner. No incident. */
export const keptNotFound: Update = {
  id: 'kept-not-found',
  title: 'Less load by links that lead nowhere',
  release: '2021.3.16',
  notes: 'Links that lead nowhere are answered faster.',
  story:
    'That there is nothing at an address is kept for two seconds. To a stranger, there is nothing where the owner has something: whoever guesses an address shuts its owner out.',
  references: ['CWE-524', 'OWASP API8:2023'],
  breaks: [
    {
      invariant: 'own-access',
      viewers: 'owners who ask for their own just after a stranger did',
      cohort: {},
      surfaces: ['consultation', 'recording', 'media', 'thumbnail', 'transcript', 'player'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayCache: (request, answer) => answer.status === 404 || base.mayCache(request, answer),
    cacheLife: (request, answer) =>
      answer.status === 404 ? 2000 : base.cacheLife(request, answer),
    cacheVaryingBy: (request, answer) =>
      answer.status === 404 ? [] : base.cacheVaryingBy(request, answer),
  }),
};

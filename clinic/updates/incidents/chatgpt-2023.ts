import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/**
 * ChatGPT, 20 March 2023: titles of another active user's conversations in the sidebar.
 *
 * Published: a change on the server raised the rate of cancelled requests; the Redis client left the answer to a cancelled
 * request on its pooled connection, and the next caller read it. This is that: a connection goes back to the pool whatever
 * became of its answer, and from then on each caller reads what was meant for the one before.
 */
export const chatgpt2023: Update = {
  id: 'chatgpt-2023',
  title: 'Lists open faster',
  release: '2023.3',
  notes:
    'Your consultations and replays now open faster, and we do less work for pages that you leave.',
  story:
    'Connections to the cache go back to their pool at once, also when whoever asked has hung up. The answer that nobody read then goes to the next caller.',
  references: ['CWE-362', 'CWE-772', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'whoever opens a list after somebody else has hung up on one',
      cohort: {},
      surfaces: ['consultations', 'replays'],
    },
  ],
  // Whoever is given another's list is not given their own.
  mayBreak: ['own-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayReuse: () => true,
  }),
};

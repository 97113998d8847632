import { createRandom } from '../../accounts/random.ts';
import { oneOfEachAccount } from './choosing/one-of-each-account.ts';
import type { SweepProbe } from './probe.ts';

/**
 * Releases the same request of many accounts at the same moment, surface by surface: what a cache, a pool or a batch of
 * look-ups does under load may give one what is another's. Right after an update, it is the first that is asked of the new
 * release: its caches are empty, and all clients come back at once.
 */
export const herd: SweepProbe = {
  id: 'herd',
  title: 'Everybody’s own, by many accounts at the same moment',
  needs: 'two accounts with something of their own at a surface',
  disturbs: 'nothing',
  when: 'first',
  budgeted: true,
  attempts: ({ own, seed }) =>
    oneOfEachAccount(own, createRandom('herd', seed))
      .filter(({ length }) => length > 1)
      .flatMap((requests) =>
        requests.map((request) => ({ ...request, together: request.surface.id })),
      ),
};

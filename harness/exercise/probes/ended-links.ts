import { endedAddresses } from './acting/ended-addresses.ts';
import { awaitEnds, endedRequests } from './acting/ended-links.ts';
import type { SweepProbe } from './probe.ts';
import { lifetimeOf } from '../../domain/surfaces/surface-traits.ts';

/**
 * Waits until links expire and tries them again, and addresses that no surface describes and that say when they end. Then owners request their own by new links, as the positive control.
 */
export const endedLinks: SweepProbe = {
  id: 'ended-links',
  title: 'Links after their end',
  needs: 'a link that ends',
  disturbs: 'nothing',
  when: 'last',
  async *attempts({ worker, surfaces, sessions, own, endedNow, controls, onWait, until }) {
    const due = [...endedRequests(worker, surfaces, sessions.open), ...endedAddresses(worker)];
    if (due.length === 0) return;
    yield await awaitEnds(worker, due, { onWait, until });
    // These owners' requests show that the surface still answers.
    const touched = new Set(endedNow.map(({ account }) => account.id));
    const untouched = own.filter(({ session }) => !touched.has(session?.account.id ?? ''));
    const all = [...new Set([...untouched, ...controls()])];
    yield all
      .filter(({ surface }) => lifetimeOf(surface) !== null)
      .map((request) => ({ ...request, probe: 'own-views' }));
  },
};

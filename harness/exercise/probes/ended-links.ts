import { awaitEnds, endedRequests } from './acting/ended-links.ts';
import type { SweepProbe } from './probe.ts';
import { lifetimeOf } from '../../domain/surface-traits.ts';

/** Links once more after their end, which is waited for; then owners' own, by new ones. */
export const endedLinks: SweepProbe = {
  id: 'ended-links',
  title: 'Links after their end',
  needs: 'a link that ends',
  disturbs: 'nothing',
  when: 'last',
  async *attempts({ worker, surfaces, sessions, own, endedNow, controls, onWait }) {
    const due = endedRequests(worker, surfaces, sessions.open);
    if (due.length === 0) return;
    yield await awaitEnds(worker, due, onWait);
    // That the surface still answers, and that those who were refused could be told so.
    const touched = new Set(endedNow.map(({ account }) => account.id));
    const untouched = own.filter(({ session }) => !touched.has(session?.account.id ?? ''));
    const all = [...new Set([...untouched, ...controls()])];
    yield all
      .filter(({ surface }) => lifetimeOf(surface) !== null)
      .map((request) => ({ ...request, probe: 'own-views' }));
  },
};

import { createRandom } from '../../accounts/random.ts';
import { bindingsOf } from '../../deployment/surfaces/bind-path.ts';
import type { RequestChange } from '../../deployment/probe.ts';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import { isGraphQlBody } from '../http/graphql-body.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { changeName } from './choosing/change-name.ts';
import { inTurns } from './choosing/in-turns.ts';
import { undescribed } from './choosing/named-ids.ts';
import { freeParameters, isBoundIn, query } from './choosing/other-queries.ts';
import type { SweepProbe } from './probe.ts';

/** What stands for anything in a pattern, by the name that it has in the history. */
const patterns = { any: '*', like: '%' };
/** Owners who ask in each way: what one is shown may be their own by chance. */
const ownersEach = 2;

/**
 * Requests an account's own with a wildcard in the place of an id or a filter: what looks for all that is like it finds
 * what is of others, and a check of ids takes it for nobody's.
 */
export const wildcards: SweepProbe = {
  id: 'wildcards',
  title: 'One’s own, with a wildcard in the place of an id or a filter',
  needs: 'a list of one’s own, or an address with an id, that owners are granted',
  disturbs: 'nothing',
  budgeted: true,
  async *attempts({ shown, seed }) {
    const named = createRandom('wildcards', seed)
      .shuffle(shown)
      .filter(({ surface }) => traitsOf(surface).repeatable && surface.unattributed === undefined)
      .flatMap((request) => changesOf(request).map((change) => ({ ...request, change })));
    const wayOf = ({ surface, change }: (typeof named)[number]) => `${surface.id} ${change.name}`;
    const enough = [...Map.groupBy(named, wayOf).values()].flatMap((of) => of.slice(0, ownersEach));
    yield inTurns(enough, wayOf);
  },
};

function changesOf({ surface, session, thing }: AttemptRequest): RequestChange[] {
  const account = session?.account.ids ?? {};
  return Object.entries(patterns).flatMap(([what, pattern]) =>
    [
      ...inPath(surface, { ...account, ...thing?.ids }, pattern),
      ...inQuery(surface, pattern),
      ...(surface.gives === 'list' ? inFilters(surface, account, pattern) : []),
    ].map(({ place, ...change }) => ({
      ...change,
      name: changeName(`wildcard-${what}-${place}`),
    })),
  );
}

/** A change without its name, and the id or parameter that it replaces. */
type Placed = Omit<RequestChange, 'name'> & { place: string };

/** In the place of the last id of the path. */
function inPath({ path }: AskedSurface, ids: Ids, pattern: string): Placed[] {
  const [address = ''] = path.split('?');
  const place = bindingsOf(address).at(-1);
  if (place === undefined || ids[place] === undefined) return [];
  const id = encodeURIComponent(ids[place]);
  return [
    {
      place,
      path: (bound) => {
        const at = bound.lastIndexOf(id);
        return bound.slice(0, at) + encodeURIComponent(pattern) + bound.slice(at + id.length);
      },
    },
  ];
}

/** In the place of each id of the query: as in the path, that is another resource, whose rows need not be the viewer's. */
function inQuery({ path }: AskedSurface, pattern: string): Placed[] {
  const [, asked = ''] = path.split('?');
  return [...new URLSearchParams(asked)]
    .filter(([, value]) => bindingsOf(value).length > 0)
    .map(([place]) => ({ place, query: { [place]: pattern }, sameResource: false }));
}

/** As the value of a list's parameters of which no values are listed, and of those that may name whose it is. */
function inFilters(surface: AskedSurface, account: Ids, pattern: string): Placed[] {
  const known = freeParameters(surface);
  const all = isGraphQlBody(surface.json) ? known : [...known, ...undescribed(account, known)];
  const names = all.filter((name) => !isBoundIn(surface, name));
  return names.map((place) => ({ ...query(surface, place, pattern, place), place }));
}

import type { ProbeAttempt, ProbeContext, RequestChange } from '../../../deployment/probe.ts';
import type { AskedSurface } from '../../../deployment/surfaces/surface.ts';
import { isPageSize } from '../../../domain/surfaces/page-size.ts';
import { createRandom } from '../../../accounts/random.ts';
import { isGraphQlBody, queryHead } from '../../http/graphql-body.ts';
import { inTurns } from './in-turns.ts';
import { targetKey } from './target.ts';
import { traitsOf } from '../../../domain/surfaces/surface-traits.ts';

/** Owners' requests of each route that are made in each way. A few suffice, because such a fault is in the route. */
const ownersEach = 2;
/** Owners' requests that are made before strangers repeat those that were granted. */
const atOnce = 24;

/** A request that its owner was granted, and the same request of accounts that were refused it. */
type Target = { owner: ProbeAttempt; strangers: readonly ProbeAttempt[] };

/**
 * The ways in which a request is made otherwise, in groups of which each is gone through before the next. A way has the
 * same name for whoever asks, and may differ in what is the viewer's own.
 */
export type Ways = (attempt: ProbeAttempt) => readonly (readonly RequestChange[])[];

/**
 * Makes requests in other ways: each way with one owner of each route, then each with a second owner. If a way gives an
 * owner its own thing, one account and nobody (no session), who were refused the plain request, try it at once. The
 * other accounts that were refused try it at the end. If it gives the owner nothing, nobody else tries it.
 */
export async function* askOtherwise(
  context: ProbeContext,
  ways: Ways,
): AsyncGenerator<readonly ProbeAttempt[]> {
  const { outcomeOf } = context;
  // Who is refused the plain request is known after the first batch of the other probes.
  yield [];
  const routes = [...targetsByRoute(context).values()];
  const remaining: ProbeAttempt[] = [];
  for (let turn = 0; turn < ownersEach; turn += 1) {
    const targets = routes.flatMap((those) => those.slice(turn, turn + 1));
    for (const some of batchesOf(targets, ways)) {
      yield some.map(({ owner, change }) => ({ ...owner, change }));
      const found = some.filter(
        ({ owner, change }) => outcomeOf({ ...owner, change }) === 'granted',
      );
      const first: ProbeAttempt[] = [];
      for (const { strangers, change } of found) {
        const changed = strangers.flatMap((stranger) => {
          const own = ways(stranger)
            .flat()
            .find(({ name }) => name === change.name);
          return own === undefined ? [] : [{ ...stranger, change: own }];
        });
        const [signedIn, ...others] = changed.filter(({ session }) => session !== null);
        first.push(...changed.filter((one) => one === signedIn || one.session === null));
        remaining.push(...others);
      }
      yield first;
    }
  }
  yield inTurns(remaining, ({ surface, change }) => `${surface.id} ${change?.name}`);
}

/** What owners were granted and strangers were refused, in random order, by the route that serves it. */
function targetsByRoute({
  own,
  things,
  choose,
  outcomeOf,
  seed,
}: ProbeContext): Map<string, Target[]> {
  const random = createRandom('ask otherwise', seed);
  const granted = own.filter(
    (one) => traitsOf(one.surface).repeatable && outcomeOf(one) === 'granted',
  );
  const surfaces = [...new Set(granted.map(({ surface }) => surface))];
  const others = Map.groupBy(random.shuffle(choose(surfaces)), targetKey);
  const targets = random.shuffle(granted).map((owner): Target => {
    const { surface, session } = owner;
    const held = things.find((one) => one.owner.id === session?.account.id) ?? null;
    const thing = owner.thing ?? (surface.needs.length > 0 ? held : null);
    const nobody = { session: null, surface, thing };
    const strangers = [...(others.get(targetKey({ ...owner, thing })) ?? []), nobody];
    return { owner, strangers: strangers.filter((one) => isRefusal(outcomeOf(one))) };
  });
  return Map.groupBy(
    targets.filter(({ strangers }) => strangers.length > 0),
    ({ owner }) => routeOf(owner.surface),
  );
}

/**
 * Names the route of a surface: its request, but for the size of a page. Of GraphQL queries, which a guard knows by their
 * first field, it is that field, and the arguments of which other values are tried.
 */
export function routeOf({ method, path, json, form, parameters = {} }: AskedSurface): string {
  const [address = '', query = ''] = path.split('?');
  if (isGraphQlBody(json)) {
    const field = queryHead.exec(json.query)?.[3] ?? json.query;
    return JSON.stringify([method, address, field, Object.keys(parameters)]);
  }
  const rest = query.split('&').filter((one) => !isPageSize(one.split('=')[0] ?? ''));
  return JSON.stringify([method, address, rest.join('&'), json ?? form]);
}

type Asked = Target & { change: RequestChange };

/**
 * The targets in all ways, in batches. Other methods come first, because each route handles them on its own. Nothing is
 * asked for in two ways at the same time: a server that keeps two spellings of a name apart in its locks, and not in its
 * files, was seen to crash. So each batch has another way for each address, and after as many batches each had all.
 */
function batchesOf(targets: readonly Target[], ways: Ways): Asked[][] {
  const places = new Map<string, number>();
  for (const { owner } of targets) {
    const address = addressOf(owner);
    if (!places.has(address)) places.set(address, places.size);
  }
  const groups = targets.map((target) => ({ target, of: ways(target.owner) }));
  const turns = Math.max(0, ...groups.map(({ of }) => of.length));
  const rounds = Array.from({ length: turns }, (_, turn) => {
    const longest = Math.max(...groups.map(({ of }) => of[turn]?.length ?? 0));
    return Array.from({ length: longest }, (_round, round) =>
      groups.flatMap(({ target, of }) => {
        const group = of[turn] ?? [];
        const isByMethod = group.every(({ method }) => method !== undefined);
        const place = isByMethod ? 0 : (places.get(addressOf(target.owner)) ?? 0);
        const change = round < group.length ? group[(place + round) % group.length] : undefined;
        return change === undefined ? [] : [{ ...target, change }];
      }),
    );
  }).flat();
  return rounds.flatMap((round) => {
    const asked = round.filter(
      ({ owner, change }) => change.path === undefined || changesPath(owner.surface, change.path),
    );
    return Array.from({ length: Math.ceil(asked.length / atOnce) }, (_, index) =>
      asked.slice(index * atOnce, (index + 1) * atOnce),
    );
  });
}

/** What two surfaces share that differ only in how the same thing is asked for. */
function addressOf({ surface, session, thing }: ProbeAttempt): string {
  return JSON.stringify([surface.path, session?.account.id, thing?.id]);
}

/** Whether a change alters the path of a surface: a path without a version has no earlier version, for example. */
function changesPath({ path }: AskedSurface, change: (path: string) => string): boolean {
  const [template = ''] = path.replace(/^https?:\/\/[^/]*/, '').split('?');
  return change(template) !== template;
}

function isRefusal(outcome: ReturnType<ProbeContext['outcomeOf']>): boolean {
  return outcome === 'denied' || outcome === 'concealed';
}

import { createRandom } from '../../accounts/random.ts';
import { isRowBefore } from '../../deployment/surfaces/page-position.ts';
import { isGraphQlBody } from '../http/graphql-body.ts';
import { inTurns } from './choosing/in-turns.ts';
import { bindingIn, undescribed } from './choosing/named-ids.ts';
import { otherQueries, parametersOf, query } from './choosing/other-queries.ts';
import { ofTheNext } from './choosing/of-the-next.ts';
import type { SweepContext, SweepProbe } from './probe.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';

/** Requests the viewer's own list with other pages, orders, cursors and ids. It must never hold anything foreign. */
export const beyondThePage: SweepProbe = {
  id: 'beyond-the-page',
  title: 'One’s own list beyond its pages, in other orders, by others’ cursors and ids',
  needs: 'a list that owners are granted at an address of their own',
  disturbs: 'nothing',
  budgeted: true,
  async *attempts(context) {
    // The cursor of a list is known only after its owner has read the list, so this starts from granted requests.
    const lists = context.shown.filter(
      ({ surface, thing }) =>
        surface.gives === 'list' && thing === null && traitsOf(surface).repeatable,
    );
    const rows = rowsShown(context);
    const shuffled = createRandom('beyond the page', context.seed).shuffle(lists);
    const byOthers = inTurns(
      shuffled.flatMap((request) => [
        ...byOthersCursor(request, context),
        ...byOthersIds(request, context),
      ]),
      kindOf,
    );
    const others = inTurns(
      shuffled.flatMap((request) =>
        otherQueries(request.surface, rows.get(rowsKey(request)) ?? 1).map((change) => ({
          ...request,
          change,
        })),
      ),
      kindOf,
    );
    const [first, second] = [byOthers, others].map(kindsIn);
    // Each kind has its turn before any has a second one; of others' queries each list the most promising first.
    yield [
      ...byOthers.slice(0, first),
      ...inTurns(others.slice(0, second), ({ surface }) => surface.id),
      ...inTurns([...byOthers.slice(first), ...others.slice(second)], kindOf),
    ];
  },
};

function kindOf({ surface, change }: AttemptRequest): string {
  return `${surface.id} ${change?.name}`;
}

function kindsIn(attempts: readonly AttemptRequest[]): number {
  return new Set(attempts.map(kindOf)).size;
}

/** The numbers of rows that accounts were shown in their own lists. */
function rowsShown({ worker }: SweepContext): ReadonlyMap<string, number> {
  const shown = worker.recorded.attempts.filter(
    ({ variant, thing, items, phase }) =>
      variant === 'plain' && thing === null && items !== null && phase === worker.phase,
  );
  return new Map(
    shown.map(({ surface, viewer, items }) => [`${surface} ${viewer}`, items?.length ?? 0]),
  );
}

function rowsKey({ surface, session }: AttemptRequest): string {
  return `${surface.id} ${session?.account.id}`;
}

/** The request with the cursor of another account's list. */
function byOthersCursor(request: AttemptRequest, { worker }: SweepContext): AttemptRequest[] {
  const own = request.session?.account.id;
  const [, next] = ofTheNext([...worker.nextPagesOf(request.surface)], own, ([id]) => id) ?? [];
  if (next === undefined) return [];
  const named = { name: 'foreign-cursor', hidesQuery: true };
  if (!isGraphQlBody(next.json)) {
    const change = { ...named, query: Object.fromEntries(next.url.searchParams) };
    return [{ ...request, change }];
  }
  const cursors = Object.entries({ ...next.json.variables }).filter(([name]) => isRowBefore(name));
  if (cursors.length === 0) return [];
  const change = {
    ...named,
    json: (body: unknown) =>
      isGraphQlBody(body)
        ? { ...body, variables: { ...body.variables, ...Object.fromEntries(cursors) } }
        : body,
  };
  return [{ ...request, change }];
}

/**
 * The requests with foreign ids in parameters that are named after an id, such as `?patientId=`: those that the surface
 * has, and of the owner's ids those that it does not have, which a deployment may honour all the same.
 */
function byOthersIds({ surface, session, ...request }: AttemptRequest, { things }: SweepContext) {
  const own = session?.account.id;
  const ofPatients = things.filter(({ owner }) => owner.role === 'patient');
  const other = ofTheNext(ofPatients, own, ({ owner }) => owner.id);
  const ids = Object.entries({ ...other?.owner.ids, ...other?.ids });
  const known = [...parametersOf(surface).keys()];
  const others = isGraphQlBody(surface.json) ? [] : undescribed(other?.owner.ids ?? {}, known);
  return [...known, ...others].flatMap((name): AttemptRequest[] => {
    const said = bindingIn(name);
    const [, id] = ids.find(([binding]) => binding.toLowerCase() === said) ?? [];
    return id === undefined
      ? []
      : [{ ...request, surface, session, change: query(surface, name, id, 'foreign') }];
  });
}

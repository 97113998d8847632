import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Attempt, Item } from '../../../domain/attempts/attempt.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import { isEmptyList } from '../sessions/dead-sessions.ts';
import { keyOf } from '../keys.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/**
 * What accounts of a pool, which are older than the run, had already: the rows of each of their lists when it was first
 * requested, before the update. Rows without ids are left out, because they cannot be recognised again.
 */
export type ListsBeforeRun = {
  /** The ids of each row. Key: the viewer, and an id in the row that no other patient was shown. */
  rows: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** The patients who were shown a row with an id. Key: the id. */
  owners: ReadonlyMap<string, ReadonlySet<AccountId>>;
  /** The tokens that staff were shown. Key: the staff account and the token. */
  tokens: ReadonlySet<string>;
  /** The lists that accounts were shown, including empty ones. Key: surface, account and variant. */
  looked: ReadonlySet<string>;
};

/** Finds the lists that accounts of a pool had before the run. `attempts` must be in order of time. */
export function findListsBeforeRun(
  ledger: Ledger,
  attempts: readonly ResolvedAttempt[],
): ListsBeforeRun {
  const rows = new Map<string, (readonly string[])[]>();
  const owners = new Map<string, Set<AccountId>>();
  const tokens = new Set<string>();
  const looked = new Set<string>();
  if (ledger.formerly.size === 0) return { rows, owners, tokens, looked };
  const looks = attempts.filter((resolved) => {
    const key = lookKey(resolved);
    if (!isLook(ledger, resolved) || looked.has(key)) return false;
    looked.add(key);
    return true;
  });
  const plain = looks.filter(({ attempt }) => attempt.changed === undefined);
  for (const { attempt } of plain) addOwner(ledger, owners, attempt, idsOf(attempt));
  const ownedAlready = new Set(owners.keys());
  // A changed request may bring rows of another: it says only of rows that no plain one showed whose they are.
  for (const { attempt } of looks.filter((look) => !plain.includes(look)))
    addOwner(
      ledger,
      owners,
      attempt,
      idsOf(attempt).filter((id) => !ownedAlready.has(id)),
    );
  for (const { attempt } of looks) {
    const { viewer, sightings } = attempt;
    for (const sighting of sightings) {
      if (isStaff(ledger, viewer) && 'token' in sighting) tokens.add(tokenKey(viewer, sighting));
    }
  }
  for (const { attempt } of looks) {
    const { viewer, items } = attempt;
    for (const { ids } of items ?? []) {
      const others = (id: string) => [...(owners.get(id) ?? [])].some((owner) => owner !== viewer);
      const mark = ids.find((id) => isStaff(ledger, viewer) || !others(id));
      if (mark === undefined) continue;
      const key = keyOf(viewer, mark);
      rows.set(key, [...(rows.get(key) ?? []), ids]);
    }
  }
  return { rows, owners, tokens, looked };
}

/** Whether the viewer's own list held a row before the run: some row then had no other ids than this one has. */
export function hadRowBefore({ rows }: ListsBeforeRun, viewer: AccountId, { ids }: Item): boolean {
  if (rows.size === 0) return false;
  const all = new Set(ids);
  return ids.some((mark) =>
    (rows.get(keyOf(viewer, mark)) ?? []).some((had) => had.every((id) => all.has(id))),
  );
}

/** The other account that had a row before the run; null when none or several had it. */
export function formerOwner(
  looks: ListsBeforeRun,
  viewer: AccountId,
  item: Item,
): AccountId | null {
  const owners = new Set(
    item.ids
      .flatMap((id) => [...(looks.owners.get(id) ?? [])])
      .filter((owner) => owner !== viewer && hadRowBefore(looks, owner, item)),
  );
  const [first, ...others] = owners;
  return first !== undefined && others.length === 0 ? first : null;
}

/**
 * Whether a token belongs to an earlier run in which this staff account took part, and was shown to it before the
 * update. No record says whose patient the owner was then, so such a sighting judges neither way.
 */
export function isOfFormerPatient(
  { tokens }: ListsBeforeRun,
  ledger: Ledger,
  { actingAs }: ResolvedAttempt,
  sighting: Sighting,
): boolean {
  return (
    'token' in sighting &&
    sighting.token.run !== ledger.run &&
    isStaff(ledger, actingAs) &&
    (ledger.formerly.get(actingAs)?.has(sighting.token.run) ?? false) &&
    tokens.has(tokenKey(actingAs, sighting))
  );
}

/** Whether an account of a pool was not shown this list before the update. Then old rows in it cannot be recognised. */
export function isNewList(
  { looked }: ListsBeforeRun,
  ledger: Ledger,
  resolved: ResolvedAttempt,
): boolean {
  return ledger.formerly.has(resolved.attempt.viewer) && !looked.has(lookKey(resolved));
}

/** A changed request (a higher limit, another filter) may show more rows than the plain one: it is a look of its own. */
function lookKey({ attempt, surface }: ResolvedAttempt): string {
  return keyOf(surface.id, attempt.viewer, attempt.variant);
}

function idsOf({ items }: Attempt): string[] {
  return (items ?? []).flatMap(({ ids }) => ids);
}

/** Staff are shown patients' rows; between patients a row has one owner. */
function addOwner(
  ledger: Ledger,
  owners: Map<string, Set<AccountId>>,
  { viewer }: Attempt,
  ids: readonly string[],
): void {
  for (const id of ids) {
    const seen = owners.get(id) ?? new Set();
    owners.set(id, isStaff(ledger, viewer) ? seen : seen.add(viewer));
  }
}

function isLook(ledger: Ledger, resolved: ResolvedAttempt): boolean {
  const { attempt, addressed, state, thing, surface } = resolved;
  return (
    attempt.phase === 'before-update' &&
    (attempt.outcome === 'granted' || isEmptyList(resolved)) &&
    (addressed || attempt.changed?.elsewhere === false) &&
    state === 'open' &&
    thing === null &&
    (surface.gives === 'list' || attempt.listed === true) &&
    ledger.formerly.has(attempt.viewer)
  );
}

function isStaff(ledger: Ledger, account: AccountId): boolean {
  return (ledger.accounts.get(account)?.role ?? 'patient') !== 'patient';
}

function tokenKey(viewer: AccountId, { token }: Extract<Sighting, { token: object }>): string {
  return keyOf(viewer, `${token.run} ${token.account} ${token.field}`);
}

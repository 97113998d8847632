import type { AccountId } from '../../domain/account.ts';
import type { Item } from '../../domain/attempt.ts';
import type { Ledger } from '../../domain/ledger.ts';
import type { Sighting } from '../../domain/sighting.ts';
import { isEmptyList } from './dead-sessions.ts';
import { keyOf } from './keys.ts';
import type { ResolvedAttempt } from './resolved-attempt.ts';

/**
 * What accounts that are older than the run (of a pool) had already: what each of their lists showed when it was
 * first asked, before the update. Rows without ids cannot be known again, and are none.
 */
export type FirstLooks = {
  /** Rows (their ids) by the viewer who had them and an id that no other patient was shown. */
  rows: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** By an id of a row, whose it is. */
  owners: ReadonlyMap<string, ReadonlySet<AccountId>>;
  /** Tokens of earlier runs, by the member of staff who was shown them. */
  tokens: ReadonlySet<string>;
  /** Which lists who was shown, by surface and account; an empty one too. */
  looked: ReadonlySet<string>;
};

/** Finds them; `attempts` are in the order of time. */
export function findFirstLooks(ledger: Ledger, attempts: readonly ResolvedAttempt[]): FirstLooks {
  const rows = new Map<string, (readonly string[])[]>();
  const owners = new Map<string, Set<AccountId>>();
  const tokens = new Set<string>();
  const looked = new Set<string>();
  if (ledger.formerly.size === 0) return { rows, owners, tokens, looked };
  const looks = attempts.filter((resolved) => {
    const key = keyOf(resolved.surface.id, resolved.attempt.viewer);
    if (!isLook(ledger, resolved) || looked.has(key)) return false;
    looked.add(key);
    return true;
  });
  for (const { attempt } of looks) {
    const { viewer, items, sightings } = attempt;
    for (const id of (items ?? []).flatMap(({ ids }) => ids)) {
      const seen = owners.get(id) ?? new Set();
      // Staff are shown patients' rows; between patients a row has one owner.
      owners.set(id, isStaff(ledger, viewer) ? seen : seen.add(viewer));
    }
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

/** Whether a row of an account's own list was there before the run: with all the ids that it had then. */
export function wasThereBefore({ rows }: FirstLooks, viewer: AccountId, { ids }: Item): boolean {
  if (rows.size === 0) return false;
  const all = new Set(ids);
  return ids.some((mark) =>
    (rows.get(keyOf(viewer, mark)) ?? []).some((had) => had.every((id) => all.has(id))),
  );
}

/** The one other account that had a row before the run; null where that was nobody, or several. */
export function formerOwner(looks: FirstLooks, viewer: AccountId, item: Item): AccountId | null {
  const owners = new Set(
    item.ids
      .flatMap((id) => [...(looks.owners.get(id) ?? [])])
      .filter((owner) => owner !== viewer && wasThereBefore(looks, owner, item)),
  );
  const [first, ...others] = owners;
  return first !== undefined && others.length === 0 ? first : null;
}

/**
 * Whether a token of an earlier run is of one in which this member of staff took part, and was shown to them before
 * the update: whose patient it was then, no record says, so it judges neither way.
 */
export function isOldPatients(
  { tokens }: FirstLooks,
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

/** Whether an account that is older than the run was not shown this list before the update: old rows are new there. */
export function isFirstSeen(
  { looked }: FirstLooks,
  ledger: Ledger,
  { attempt, surface }: ResolvedAttempt,
): boolean {
  return ledger.formerly.has(attempt.viewer) && !looked.has(keyOf(surface.id, attempt.viewer));
}

function isLook(ledger: Ledger, resolved: ResolvedAttempt): boolean {
  const { attempt, addressed, state, thing, surface } = resolved;
  return (
    attempt.phase === 'before-update' &&
    attempt.variant === 'plain' &&
    (attempt.outcome === 'granted' || isEmptyList(resolved)) &&
    addressed &&
    state === 'open' &&
    thing === null &&
    surface.gives === 'list' &&
    ledger.formerly.has(attempt.viewer)
  );
}

function isStaff(ledger: Ledger, account: AccountId): boolean {
  return (ledger.accounts.get(account)?.role ?? 'patient') !== 'patient';
}

function tokenKey(viewer: AccountId, { token }: Extract<Sighting, { token: object }>): string {
  return keyOf(viewer, `${token.run} ${token.account} ${token.field}`);
}

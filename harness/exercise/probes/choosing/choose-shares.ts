import { cohortKey } from '../../../domain/accounts/account.ts';
import { createRandom } from '../../../accounts/random.ts';
import type { Role } from '../../../domain/accounts/account.ts';
import type { Definition } from '../../../deployment/definition.ts';
import type { Sharing } from '../../../deployment/sharing.ts';
import type { Account, Session, Share, Thing } from '../../state/held.ts';

/** One thing in so many is shared, but at least `fewest` if there are as many. */
const oneIn = 4;
const fewest = 4;
/** Things that are shared with accounts of each other role: one share that ends before the update, and one after it. */
const ofOtherRoles = 2;

/** A share to make: the owner's session, the thing, and the session of the account that it is shared with. */
export type Sharer = { from: Session; thing: Thing; to: Session };

type MaySee = Definition['maySee'];

/** What shares are chosen by. `given`: the roles that things are shared with; default: patients. */
type Choice = {
  shares: readonly Share[];
  maySee: MaySee;
  seed: number;
  given?: Sharing['with'];
};

/**
 * Chooses which things a sweep shares, and with whom. It varies the parts of the things and the cohorts of their owners,
 * and prefers viewers of other cohorts; none of them may see the thing anyway. The number of shares with patients grows
 * with the number of things.
 */
export function chooseShares(
  sessions: readonly Session[],
  things: readonly Thing[],
  { given = { patient: 'thing' }, ...choice }: Choice,
): Sharer[] {
  return Object.keys(given).flatMap((role) => chooseWith(role, sessions, things, choice));
}

function chooseWith(
  role: Role,
  sessions: readonly Session[],
  things: readonly Thing[],
  { shares, maySee, seed }: Choice,
): Sharer[] {
  const random = createRandom(role === 'patient' ? 'shares' : `shares with ${role}`, seed);
  const isPatient = ({ account }: Session): boolean => account.role === 'patient';
  const owners = random.shuffle(sessions.filter(isPatient));
  const viewers =
    role === 'patient'
      ? owners
      : random.shuffle(sessions.filter(({ account }) => account.role === role));
  const withRole = shares.filter(({ to }) => to.role === role);
  const known = new Set(withRole.map(({ thing }) => thing.id));
  const pairs = new Set(withRole.map(({ thing, to }) => `${thing.owner.id} ${to.id}`));
  const rest = random.shuffle(things.filter(({ id }) => !known.has(id)));
  const wanted =
    role === 'patient' ? Math.max(fewest, Math.ceil(rest.length / oneIn)) : ofOtherRoles;
  const uses = new Map<string, number>();
  const used = (...keys: readonly string[]) => keys.map((key) => uses.get(key) ?? 0);
  const chosen: Sharer[] = [];
  while (chosen.length < wanted) {
    const thing = least(rest, (one) => used(partsOf(one), cohortOf(one.owner), one.owner.id));
    if (thing === undefined) break;
    rest.splice(rest.indexOf(thing), 1);
    const from = owners.find(({ account }) => account.id === thing.owner.id);
    const others = viewers.filter(
      ({ account }) =>
        account.id !== thing.owner.id &&
        !pairs.has(`${thing.owner.id} ${account.id}`) &&
        !maySeeAlready(maySee, account, thing),
    );
    const alike = ({ account }: Session) => Number(cohortOf(account) === cohortOf(thing.owner));
    const to = least(others, (one) => [
      ...used(`to ${one.account.id}`),
      alike(one),
      ...used(`to ${cohortOf(one.account)}`),
    ]);
    if (from === undefined || to === undefined) continue;
    chosen.push({ from, thing, to });
    pairs.add(`${thing.owner.id} ${to.account.id}`);
    const { account } = to;
    const keys = [partsOf(thing), cohortOf(thing.owner), thing.owner.id];
    for (const key of [...keys, `to ${account.id}`, `to ${cohortOf(account)}`])
      uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  return chosen;
}

/** A key of the parts that a thing has. The names of its ids decide which surfaces it can be requested at. */
function partsOf({ ids }: Thing): string {
  return `ids ${Object.keys(ids).sort().join(' ')}`;
}

function cohortOf({ cohort }: Account): string {
  return `cohort ${cohortKey(cohort)}`;
}

function maySeeAlready(maySee: MaySee, viewer: Account, thing: Thing): boolean {
  return maySee?.({ viewer, thing, owner: thing.owner, field: null }) ?? false;
}

/** The first item with the lowest rank. */
function least<T>(items: readonly T[], rankOf: (item: T) => readonly number[]): T | undefined {
  const ranked = items.map((item) => ({ item, rank: rankOf(item) }));
  return ranked.toSorted((a, b) => compare(a.rank, b.rank))[0]?.item;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

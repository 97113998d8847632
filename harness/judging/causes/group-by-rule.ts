import { hasFactors, hasLevels } from '../../domain/accounts/account.ts';
import type { AccountId, Cohort } from '../../domain/accounts/account.ts';
import type { Case } from '../../domain/verdict/case.ts';
import { compareText } from '../../domain/in-order.ts';
import { commonLevels, type Kinds } from './common-levels.ts';
import type { WhomItCouldMeet } from './whom-it-could-meet.ts';

/** Cases that one rule explains: who gets it, and whose it is. */
export type Group = {
  cases: Case[];
  viewers: Party;
  owners: Party;
};

/** The accounts on one side of a fault. */
type Party = {
  accounts: ReadonlySet<AccountId>;
  /** They, and everybody else who could have been among them. */
  among: ReadonlySet<AccountId>;
  /** What they have in common that is no chance. */
  levels: Cohort;
};

/**
 * Common levels are told where they are at most so likely by chance. Of whom something is seen, the order and the length of
 * lists choose, and whose ids were tried; who looks in a way (`lookers`) a probe may have drawn.
 */
export const chanceOfTold = { viewers: 0.05, owners: 0.01, lookers: 0.01 };
/** A surface whose viewers have more in common follows another rule only where that is hardly chance. */
const viewersDiffer = 0.01;
/** The same of owners, whom the order and the length of a list choose, too. */
const ownersDiffer = 0.001;

/**
 * Groups cases on several surfaces by the rule that explains each: by what those who saw something have in common, and
 * those whose it was. A surface joins a group whose rule takes in all of it, unless so many others of that rule looked
 * there and saw nothing that another rule must hold; or no rule explains both where one explains each. Of several groups that of the narrowest rule is the likeliest.
 * @param surfaces the cases of each surface
 * @param isExplained whether some rule tells who saw something by these cases from who looked and saw nothing
 */
export function groupByRule(
  surfaces: readonly (readonly Case[])[],
  kinds: Kinds,
  couldMeet: WhomItCouldMeet,
  isExplained: (cases: readonly Case[]) => boolean,
): Group[] {
  const groups: Group[] = [];
  const units = surfaces
    .map((cases) => groupOf(cases, kinds, couldMeet))
    .toSorted(
      (a, b) =>
        b.viewers.accounts.size - a.viewers.accounts.size ||
        compareText(surfaceOf(a.cases), surfaceOf(b.cases)),
    );
  for (const unit of units) {
    const [narrowest] = groups
      .filter(
        (group) =>
          fits(unit.viewers, group.viewers, kinds, viewersDiffer) &&
          fits(unit.owners, group.owners, kinds, ownersDiffer) &&
          (isExplained([...group.cases, ...unit.cases]) ||
            !(isExplained(group.cases) && isExplained(unit.cases))),
      )
      .toSorted((a, b) => selected(a.viewers, kinds) - selected(b.viewers, kinds));
    if (narrowest === undefined) groups.push(unit);
    else Object.assign(narrowest, joined(narrowest, unit, kinds));
  }
  return groups;
}

/** Two groups as one. */
export function joined(one: Group, other: Group, kinds: Kinds): Group {
  return {
    cases: [...one.cases, ...other.cases],
    viewers: together(one.viewers, other.viewers, kinds, chanceOfTold.viewers),
    owners: together(one.owners, other.owners, kinds, chanceOfTold.owners),
  };
}

function groupOf(cases: readonly Case[], kinds: Kinds, couldMeet: WhomItCouldMeet): Group {
  const states = new Set(cases.flatMap(({ ways }) => ways.map(({ sessionState }) => sessionState)));
  const possible = couldMeet(surfaceOf(cases), cases[0]?.violation.invariant ?? '', states);
  return {
    cases: [...cases],
    viewers: partyOf(viewersOf(cases), possible.viewers, kinds, chanceOfTold.viewers),
    owners: partyOf(ownersOf(cases), possible.owners, kinds, chanceOfTold.owners),
  };
}

function partyOf(
  accounts: ReadonlySet<AccountId>,
  possible: ReadonlySet<AccountId>,
  kinds: Kinds,
  chance: number,
): Party {
  const among = possible.union(accounts);
  return { accounts, among, levels: commonLevels(accounts, among, kinds, chance) };
}

function together(one: Party, other: Party, kinds: Kinds, chance: number): Party {
  const accounts = one.accounts.union(other.accounts);
  return partyOf(accounts, one.among.union(other.among), kinds, chance);
}

/** Whether the rule of a group explains those of a surface: it takes all of them in, and they are no kind of their own. */
function fits(those: Party, group: Party, kinds: Kinds, chance: number): boolean {
  if (those.accounts.symmetricDifference(group.accounts).size === 0) return true;
  const isOfRule = (id: AccountId) => hasLevels(kinds.get(id) ?? {}, group.levels);
  if (![...those.accounts].every((id) => !hasFactors(kinds.get(id)) || isOfRule(id))) return false;
  const among = new Set([...those.among].filter(isOfRule));
  return Object.keys(commonLevels(those.accounts, among, kinds, chance)).length === 0;
}

function selected({ among, levels }: Party, kinds: Kinds): number {
  return [...among].filter((id) => hasLevels(kinds.get(id) ?? {}, levels)).length;
}

/** Who received it, in all of a fault's breaches; else who did it, as far as its evidence was kept. */
export function viewersOf(cases: readonly Case[]): Set<AccountId> {
  return new Set(
    cases.flatMap(({ violation, received, attempts }) =>
      received.length > 0
        ? received.map(({ viewer }) => viewer)
        : [violation.viewer.account, ...attempts.map(({ viewer }) => viewer)],
    ),
  );
}

/** Whose it was, where that is somebody else whom the run knows. */
function ownersOf(cases: readonly Case[]): Set<AccountId> {
  return new Set(
    cases.flatMap(({ violation: { owner, viewer }, received }) => {
      if (received.length > 0)
        return received.flatMap(({ owners }) => owners.filter((id) => id !== null));
      return owner === null || owner.account === viewer.account ? [] : [owner.account];
    }),
  );
}

function surfaceOf(cases: readonly Case[]): string {
  return cases[0]?.violation.surface ?? '';
}

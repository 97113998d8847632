import { createHash } from 'node:crypto';
import { anonymous, describeCohort, hasLevels } from '../../domain/accounts/account.ts';
import type { AccountId, Cohort } from '../../domain/accounts/account.ts';
import type { Case } from '../../domain/verdict/case.ts';
import type { Cause } from '../../domain/verdict/cause.ts';
import { deedOf, sortOfDeed } from '../../domain/ledger/deed.ts';
import { compareText } from '../../domain/in-order.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import { violationKinds } from '../../domain/verdict/verdict.ts';
import type { Possibilities } from '../../domain/accounts/possible-cohorts.ts';
import type { Kinds } from './common-levels.ts';
import type { FindEncounters } from './encounters.ts';
import { explainEncounters } from './explain-encounters.ts';
import { explainGroup, type Explanation } from './explain-group.ts';
import { type Group, groupByRule, joined, viewersOf } from './group-by-rule.ts';
import type { WhomItCouldMeet } from './whom-it-could-meet.ts';

/** What the grouping looks at. */
export type CauseEvidence = {
  ledger: Ledger;
  /** See `kindsOfAccounts`. */
  kinds: Kinds;
  couldMeet: WhomItCouldMeet;
  encounters: FindEncounters;
  possibilities: Possibilities;
  /** Invariants' titles by their ids. */
  titles: ReadonlyMap<string, string>;
};

/**
 * Groups cases by cause: those of one kind, that began at the same time, that one rule explains (see `groupByRule`);
 * over all surfaces. Each case has exactly one cause. The gravest kind comes first, then what affects most accounts.
 */
export function causesOf(cases: readonly Case[], evidence: CauseEvidence): Cause[] {
  const { ledger, kinds, possibilities, couldMeet, encounters } = evidence;
  const units = [
    ...Map.groupBy(cases, (item) => JSON.stringify([sortOf([item]), surfaceOf(item)])).values(),
  ];
  const isExplained = (those: readonly Case[]): boolean =>
    explainEncounters(encounters(those), kinds, possibilities) !== null;
  const kindOf = (those: readonly Case[]) => JSON.stringify([sortOf(those), sideOf(those)]);
  const ofRoles = (those: readonly Case[]) => rolesOf(viewersOf(those), ledger).join();
  const all = groupsOf(units, kindOf).flatMap((alike) => {
    const groups = groupsOf(alike, ofRoles).flatMap((surfaces) =>
      groupByRule(surfaces, kinds, couldMeet, isExplained),
    );
    return toldApart(
      groups.map((group) => tell(group, evidence)),
      evidence,
    );
  });
  return all
    .toSorted((a, b) => gravity(a.group) - gravity(b.group) || size(b.group) - size(a.group))
    .map((one) => causeOf(one, evidence));
}

function groupsOf<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[][] {
  return [...Map.groupBy(values, keyOf)]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([, those]) => those);
}

type Told = { group: Group; explanation: Explanation };

/**
 * The groups that are told apart. Of those that would be told alike nobody could say what makes them two: they are
 * one. So is a group with one whose rule is its own with some of the levels that may matter in it too.
 */
function toldApart(all: readonly Told[], evidence: CauseEvidence): readonly Told[] {
  for (const [place, one] of all.entries())
    for (const other of all.slice(place + 1)) {
      if (!isOneFault(one, other, evidence)) continue;
      const both = tell(joined(one.group, other.group, evidence.kinds), evidence);
      if (!sameTold(one.explanation, other.explanation) && !isSharp(both, one, other)) continue;
      const rest = all.filter((each) => each !== one && each !== other);
      return toldApart([...rest, both], evidence);
    }
  return all;
}

function tell(group: Group, { encounters, kinds, possibilities }: CauseEvidence): Told {
  const explanation = explainGroup(group, encounters(group.cases), kinds, possibilities);
  return { group, explanation };
}

/** Whether two are told alike, or one more sharply; those of other roles only by what is told of patients. */
function isOneFault({ group, explanation }: Told, other: Told, { ledger }: CauseEvidence): boolean {
  const roles = [group, other.group].map(({ viewers }) => rolesOf(viewers.accounts, ledger).join());
  const viewers = { ...explanation.viewers, ...other.explanation.viewers };
  if (roles[0] !== roles[1] && Object.keys(viewers).length === 0) return false;
  return (
    sameTold(explanation, other.explanation) ||
    isSharper(explanation, other.explanation) ||
    isSharper(other.explanation, explanation)
  );
}

function sameTold(one: Explanation, other: Explanation): boolean {
  return JSON.stringify(toldOf(one)) === JSON.stringify(toldOf(other));
}

/** Whether the first rule is the second with some of the levels of which nobody knows whether they matter in that. */
function isSharper(sharper: Explanation, { viewers, owners, undecided }: Explanation): boolean {
  const isBetween = (levels: Cohort, least: Cohort, open: Cohort): boolean =>
    hasLevels(levels, least) && hasLevels({ ...least, ...open }, levels);
  return (
    isBetween(sharper.viewers, viewers, undecided.viewers) &&
    isBetween(sharper.owners, owners, undecided.owners)
  );
}

/** Whether two groups as one are told as sharply as the one of more levels. */
function isSharp({ explanation }: Told, one: Told, other: Told): boolean {
  return sameTold(
    explanation,
    isSharper(one.explanation, other.explanation) ? one.explanation : other.explanation,
  );
}

/** Whom it takes, whatever the order of factors. */
function toldOf({ viewers, owners }: Explanation): readonly Cohort[] {
  return [inOrder(viewers), inOrder(owners)].filter(
    (levels, index) => index === 0 || Object.keys(levels).length > 0,
  );
}

function causeOf({ group, explanation }: Told, evidence: CauseEvidence): Cause {
  const { cases } = group;
  const { viewers, owners, rules, undecided, sawNothing } = explanation;
  const roles = rolesOf(group.viewers.accounts, evidence.ledger);
  const key = JSON.stringify([sortOf(cases), roles, sideOf(cases)]);
  const unique = (values: readonly string[]) => [...new Set(values)].sort(compareText);
  return {
    id: createHash('sha256')
      .update(JSON.stringify([key, ...toldOf(explanation)]))
      .digest('hex')
      .slice(0, 12),
    title: titleOf(cases, viewers, roles, evidence),
    cohort: viewers,
    owners,
    rules,
    undecided,
    sawNothing,
    invariants: unique(cases.map(({ violation }) => violation.invariant)),
    surfaces: unique(cases.map(surfaceOf)),
    violations: cases.map(({ violation }) => violation.id),
  };
}

function inOrder(levels: Cohort): Cohort {
  return Object.fromEntries(Object.entries(levels).toSorted(([a], [b]) => compareText(a, b)));
}

function titleOf(
  cases: readonly Case[],
  levels: Cohort,
  roles: readonly string[],
  { titles }: CauseEvidence,
): string {
  // Patients alone have levels.
  const of = Object.keys(levels).length > 0 ? ` (${describeCohort(levels)})` : '';
  const names = roles.map((role) => {
    if (role === anonymous) return 'people not signed in';
    return `${role}s${role === 'patient' ? of : ''}`;
  });
  const side = sideOf(cases);
  const [first] = cases;
  const deed =
    first === undefined
      ? ''
      : deedOf(first.violation, titles.get(first.violation.invariant) ?? first.violation.invariant);
  const since = side === 'after-update' ? 'seen after the update only' : `seen ${sideWords[side]}`;
  return `${names.join(' and ')} ${deed}, ${since}`;
}

const sideWords = {
  'before-update': 'before the update only',
  'after-update': 'after the update only',
  both: 'before and after the update',
} as const;

function sortOf([first]: readonly Case[]): readonly string[] {
  return first === undefined ? [] : sortOfDeed(first.violation);
}

/** The sides of the update on which something of it was seen. */
function sideOf(cases: readonly Case[]): keyof typeof sideWords {
  const seen = new Set(cases.flatMap(({ violation }) => violation.phases));
  if (!seen.has('before-update')) return 'after-update';
  return seen.has('after-update') ? 'both' : 'before-update';
}

function rolesOf(viewers: ReadonlySet<AccountId>, ledger: Ledger): string[] {
  const roles = [...viewers].map((id) => ledger.accounts.get(id)?.role ?? anonymous);
  return [...new Set(roles)].sort(compareText);
}

function surfaceOf({ violation }: Case): string {
  return violation.surface;
}

/** The gravest first; of leaks, those of others' before what had been one's own. */
function gravity({ cases }: Group): number {
  const [kind] = cases
    .map(({ violation }) => violationKinds.indexOf(violation.kind))
    .toSorted((a, b) => a - b);
  const [, sort] = sortOf(cases);
  return 2 * (kind ?? 0) + (sort === 'others' ? 0 : 1);
}

function size({ viewers }: Group): number {
  return viewers.accounts.size;
}

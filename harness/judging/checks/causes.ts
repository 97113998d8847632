import { createHash } from 'node:crypto';
import { anonymous, describeCohort, hasLevels } from '../../domain/account.ts';
import type { AccountId, Cohort } from '../../domain/account.ts';
import type { Case } from '../../domain/case.ts';
import type { Cause } from '../../domain/cause.ts';
import { compareText } from '../../domain/in-order.ts';
import type { InvariantId } from '../../domain/invariant.ts';
import type { Ledger } from '../../domain/ledger.ts';
import type { SurfaceUse } from '../../domain/surface-use.ts';
import { violationKinds } from '../../domain/verdict.ts';
import { remember } from '../evidence/remember.ts';
import { commonLevels, type Kinds } from './common-levels.ts';

/** What the grouping looks at. */
export type CauseEvidence = {
  ledger: Ledger;
  /** See `kindsOfAccounts`. */
  kinds: Kinds;
  tried: readonly SurfaceUse[];
  /** Invariants' titles by their ids. */
  titles: ReadonlyMap<string, string>;
};

/** Cases that may have one cause: the same done by the same roles to the same people's data, since the same time. */
type Group = {
  cases: Case[];
  surfaces: Set<string>;
  viewers: Set<AccountId>;
  levels: Cohort;
};

/** Their violations are of what was one's own or given to one once: each is another fault than a leak. */
const apart: ReadonlySet<string> = new Set<InvariantId>([
  'no-access-after-sign-out',
  'no-access-after-revocation',
  'second-factor-required',
  'own-access',
]);

/** Common levels are told where they are at most so likely by chance. */
const told = 0.05;
/** A surface whose viewers have more in common has a cause of its own only where that is hardly chance. */
const splits = 0.001;

/**
 * Groups cases by cause: those of one kind, that began at the same time, whose viewers have the same in common; over
 * all surfaces. Each case has exactly one cause. The gravest kind comes first, then what affects most accounts.
 */
export function causesOf(cases: readonly Case[], evidence: CauseEvidence): Cause[] {
  const sides = Map.groupBy(cases, (item) => JSON.stringify([whatKind(item), surfaceOf(item)]));
  const units = [...sides.values()].map((those) => ({
    key: JSON.stringify([
      whatKind(those[0]),
      rolesOf(viewersOf(those), evidence.ledger),
      sideOf(those),
    ]),
    cases: those,
  }));
  const byKey = [...Map.groupBy(units, ({ key }) => key)].toSorted(([a], [b]) => compareText(a, b));
  const all = byKey.flatMap(([key, those]) =>
    groupsOf(
      those.map((unit) => unit.cases),
      evidence,
    ).map((group) => ({ key, group })),
  );
  return all
    .toSorted((a, b) => gravity(a.group) - gravity(b.group) || size(b.group) - size(a.group))
    .map(({ key, group }) => causeOf(key, group, evidence));
}

function groupsOf(units: readonly (readonly Case[])[], evidence: CauseEvidence): Group[] {
  const triedBy = remember(
    (surface: string) =>
      evidence.tried.find((use) => use.surface === surface)?.viewers ?? new Map<string, boolean>(),
  );
  const among = (group: Pick<Group, 'surfaces' | 'viewers'>): AccountId[] => [
    ...new Set([
      ...[...group.surfaces].flatMap((surface) => [...triedBy(surface).keys()]),
      ...group.viewers,
    ]),
  ];
  const levelsOf = (group: Pick<Group, 'surfaces' | 'viewers'>, chance: number) =>
    commonLevels([...group.viewers], among(group), evidence.kinds, chance);
  const groups: Group[] = [];
  const first = units
    .map((those) => ({
      cases: [...those],
      surfaces: new Set(those.map(surfaceOf)),
      viewers: viewersOf(those),
    }))
    .toSorted(
      (a, b) =>
        b.viewers.size - a.viewers.size ||
        compareText([...a.surfaces].join(), [...b.surfaces].join()),
    );
  for (const unit of first) {
    const joined = groups.find(({ levels }) => {
      const alike = [...unit.viewers].every((id) =>
        hasLevels(evidence.kinds.get(id) ?? {}, levels),
      );
      if (!alike) return false;
      const those = among(unit).filter((id) => hasLevels(evidence.kinds.get(id) ?? {}, levels));
      const more = commonLevels([...unit.viewers], those, evidence.kinds, splits);
      return Object.keys(more).length === 0;
    });
    if (joined === undefined) groups.push({ ...unit, levels: levelsOf(unit, told) });
    else {
      joined.cases.push(...unit.cases);
      for (const surface of unit.surfaces) joined.surfaces.add(surface);
      for (const viewer of unit.viewers) joined.viewers.add(viewer);
    }
  }
  for (const group of groups) group.levels = levelsOf(group, told);
  return groups;
}

function causeOf(key: string, { cases, levels, viewers }: Group, evidence: CauseEvidence): Cause {
  const cohort = Object.fromEntries(
    Object.entries(levels).toSorted(([a], [b]) => compareText(a, b)),
  );
  const unique = (values: readonly string[]) => [...new Set(values)].sort(compareText);
  return {
    id: createHash('sha256')
      .update(JSON.stringify([key, cohort]))
      .digest('hex')
      .slice(0, 12),
    title: titleOf(cases, levels, rolesOf(viewers, evidence.ledger), evidence),
    cohort: levels,
    invariants: unique(cases.map(({ violation }) => violation.invariant)),
    surfaces: unique(cases.map(surfaceOf)),
    violations: cases.map(({ violation }) => violation.id),
  };
}

function titleOf(
  cases: readonly Case[],
  levels: Cohort,
  roles: readonly string[],
  { titles }: CauseEvidence,
): string {
  const names = roles.map((role) => (role === anonymous ? 'people not signed in' : `${role}s`));
  const of = Object.keys(levels).length > 0 ? ` (${describeCohort(levels)})` : '';
  const side = sideOf(cases);
  const since = side === 'after-update' ? 'seen after the update only' : `seen ${sideWords[side]}`;
  return `${names.join(' and ')}${of} ${deedOf(cases[0], titles)}, ${since}`;
}

const sideWords = {
  'before-update': 'before the update only',
  'after-update': 'after the update only',
  both: 'before and after the update',
} as const;

function deedOf(item: Case | undefined, titles: ReadonlyMap<string, string>): string {
  const { kind = 'leak', invariant = '' } = item?.violation ?? {};
  const broken = `break a rule: ${titles.get(invariant) ?? invariant}`;
  if (kind === 'leak' && !apart.has(invariant)) return 'receive what is others’';
  if (kind === 'exposure') return 'are handed others’ credentials';
  if (kind === 'tamper') return 'change what is others’';
  if (kind === 'lockout') return 'do not get their own';
  return broken;
}

/** What was done, and to whose data. */
function whatKind(item: Case | undefined): readonly string[] {
  const { kind = 'leak', invariant = '' } = item?.violation ?? {};
  return [kind, kind === 'weakness' || apart.has(invariant) ? invariant : 'others'];
}

/** The sides of the update on which something of it was seen. */
function sideOf(cases: readonly Case[]): keyof typeof sideWords {
  const seen = new Set(cases.flatMap(({ violation }) => violation.phases));
  if (!seen.has('before-update')) return 'after-update';
  return seen.has('after-update') ? 'both' : 'before-update';
}

function viewersOf(cases: readonly Case[]): Set<AccountId> {
  return new Set(
    cases.flatMap(({ violation, received }) =>
      received.length > 0 ? received.map(({ viewer }) => viewer) : [violation.viewer.account],
    ),
  );
}

function rolesOf(viewers: ReadonlySet<AccountId>, ledger: Ledger): string[] {
  const roles = [...viewers].map((id) => ledger.accounts.get(id)?.role ?? anonymous);
  return [...new Set(roles)].sort(compareText);
}

function surfaceOf({ violation }: Case): string {
  return violation.surface;
}

function gravity({ cases }: Group): number {
  return Math.min(...cases.map(({ violation }) => violationKinds.indexOf(violation.kind)));
}

function size({ viewers }: Group): number {
  return viewers.size;
}

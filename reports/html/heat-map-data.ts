import { anonymous } from '../../harness/domain/accounts/account.ts';
import type { AccountId, Cohort } from '../../harness/domain/accounts/account.ts';
import type { ReportInput } from '../input.ts';
import { sides } from '../words/causes/cohort.ts';
import { count } from '../words/counting.ts';
import { commonKindWords } from '../words/names.ts';
import { roleOf } from '../words/people.ts';
import { whoSawWhose } from '../words/violations/seen.ts';

/** Viewers who share a column: those of one kind. */
export type Column = { label: string; detail: string; viewers: readonly AccountId[] };

/** What became of one surface in one column. */
export type Cell = {
  /** Owners whose data came; null among them: unknown. */
  owners: ReadonlySet<AccountId | null>;
  /** Viewers who received something. */
  saw: number;
  /** Viewers with at least one clear outcome. */
  clear: number;
  /** Viewers who tried at all. */
  tried: number;
};

/** The heat map as data: surfaces down, viewers across. */
export type HeatMap = {
  columns: readonly Column[];
  rows: readonly { surface: string; gives: string; cells: readonly Cell[] }[];
  /** What did not fit. */
  left: { surfaces: number };
};

const kindLimit = 10;
const surfaceLimit = 40;

/**
 * Factors by which the columns tell patients apart: what causes have in common; where there is nothing of that, the
 * first that the definition has phrases for, or the first of all.
 */
function factorsOf({ verdict, plan }: ReportInput): string[] {
  const common = [...new Set(verdict.causes.flatMap(({ cohort }) => Object.keys(cohort)))];
  if (common.length > 0) return common;
  const own = Object.keys(plan.factors).filter((factor) => !sides.includes(factor));
  const phrased = own.filter((factor) => plan.phrases?.[factor] !== undefined);
  return (phrased.length > 0 ? phrased : own).slice(0, 2);
}

function columnsOf(input: ReportInput, affected: ReadonlySet<AccountId>): Column[] {
  const factors = factorsOf(input);
  const kindOf = (viewer: AccountId): Cohort => {
    const kind = input.kinds.get(viewer) ?? {};
    return Object.fromEntries(
      factors.flatMap((factor) => (kind[factor] === undefined ? [] : [[factor, kind[factor]]])),
    );
  };
  const columnOf = (viewer: AccountId) => {
    const role = roleOf(input, viewer);
    if (role === anonymous) return 'not signed in';
    return commonKindWords(input, `${role}s`, role === 'patient' ? kindOf(viewer) : {});
  };
  const saw = (viewers: readonly AccountId[]) => viewers.filter((id) => affected.has(id)).length;
  // Patients before staff, and nobody last.
  const rankOf = ([first = anonymous]: readonly AccountId[]) =>
    ['patient', undefined, anonymous].indexOf(
      ['patient', anonymous].find((role) => role === roleOf(input, first)),
    );
  const order = [...input.ledger.accounts.keys(), anonymous];
  const columns = [...Map.groupBy(order, columnOf)]
    .map(([label, viewers]) => ({ label, viewers }))
    .toSorted((a, b) => saw(b.viewers) - saw(a.viewers) || rankOf(a.viewers) - rankOf(b.viewers));
  const others = columns.slice(kindLimit).flatMap(({ viewers }) => viewers);
  const shown = columns.slice(0, kindLimit);
  if (others.length > 0) shown.push({ label: 'others', viewers: others });
  return shown.map(({ label, viewers }) => ({
    label,
    detail: label === 'not signed in' ? '' : count(viewers.length, 'account'),
    viewers,
  }));
}

/** The plan's surfaces, what browsers met beyond them, and what only a case names (signing in). */
function surfacesOf({ tried, cases }: ReportInput): { id: string; gives: string }[] {
  const surfaces = new Map<string, string>(
    tried.map(({ surface, gives }) => [surface, gives ?? '']),
  );
  for (const { attempt } of cases.map(({ lead }) => lead)) {
    if (!surfaces.has(attempt.surface)) surfaces.set(attempt.surface, attempt.gives ?? '');
  }
  return [...surfaces].map(([id, gives]) => ({ id, gives }));
}

/** Who saw whose data, by surface. Leaking surfaces and the kinds that saw most come first. */
export function heatMap(input: ReportInput): HeatMap {
  const seen = whoSawWhose(input);
  const owners = new Map<string, Set<AccountId | null>>();
  const affected = new Set<AccountId>();
  const ofSurface = new Map<string, number>();
  for (const { viewer, owner, surface } of seen) {
    const key = JSON.stringify([viewer, surface]);
    owners.set(key, (owners.get(key) ?? new Set()).add(owner));
    affected.add(viewer);
    ofSurface.set(surface, (ofSurface.get(surface) ?? 0) + 1);
  }
  const tried = new Map(input.tried.map(({ surface, viewers }) => [surface, viewers]));
  const columns = columnsOf(input, affected);
  const surfaces = surfacesOf(input).toSorted(
    (a, b) => (ofSurface.get(b.id) ?? 0) - (ofSurface.get(a.id) ?? 0),
  );
  const cell = (surface: string, viewers: readonly AccountId[]): Cell => {
    const keys = viewers.map((viewer) => JSON.stringify([viewer, surface]));
    return {
      owners: new Set(keys.flatMap((key) => [...(owners.get(key) ?? [])])),
      saw: keys.filter((key) => owners.has(key)).length,
      clear: viewers.filter((viewer) => tried.get(surface)?.get(viewer) === true).length,
      tried: viewers.filter((viewer) => tried.get(surface)?.has(viewer)).length,
    };
  };
  return {
    columns,
    rows: surfaces.slice(0, surfaceLimit).map(({ id, gives }) => ({
      surface: id,
      gives,
      cells: columns.map(({ viewers }) => cell(id, viewers)),
    })),
    left: {
      surfaces: Math.max(0, surfaces.length - surfaceLimit),
    },
  };
}

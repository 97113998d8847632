import { anonymous } from '../../harness/domain/account.ts';
import type { AccountId } from '../../harness/domain/account.ts';
import type { ReportInput } from '../input.ts';
import { roleOf } from '../words/people.ts';
import { whoSawWhose } from '../words/seen.ts';

/** Viewers who share a column: one who saw something, or all of a role who did not. */
export type Column = { label: string; detail: string; viewers: readonly AccountId[] };

/** What became of one surface in one column. */
export type Cell = {
  /** Owners whose data came; null among them: unknown. */
  owners: ReadonlySet<AccountId | null>;
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
  left: { viewers: number; surfaces: number };
};

const viewerLimit = 16;
const surfaceLimit = 40;

function columnsOf(input: ReportInput, affected: readonly AccountId[]): Column[] {
  const shown = affected.slice(0, viewerLimit);
  const columns: Column[] = shown.map((viewer) => ({
    label: viewer === anonymous ? 'not signed in' : viewer,
    detail: viewer === anonymous ? '' : roleOf(input, viewer),
    viewers: [viewer],
  }));
  const rest = new Map<string, AccountId[]>();
  for (const viewer of [...input.ledger.accounts.keys(), anonymous]) {
    if (affected.includes(viewer)) continue;
    const role = roleOf(input, viewer);
    rest.set(role, [...(rest.get(role) ?? []), viewer]);
  }
  for (const [role, viewers] of rest) {
    const other = affected.some((viewer) => roleOf(input, viewer) === role) ? 'other ' : '';
    columns.push({
      label: role === anonymous ? 'not signed in' : `${viewers.length}`,
      detail: role === anonymous ? '' : `${other}${role}${viewers.length === 1 ? '' : 's'}`,
      viewers,
    });
  }
  return columns;
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

/** Who saw whose data, by surface. Leaking surfaces and those who saw most come first. */
export function heatMap(input: ReportInput): HeatMap {
  const seen = whoSawWhose(input);
  const owners = new Map<string, Set<AccountId | null>>();
  const ofViewer = new Map<AccountId, number>();
  const ofSurface = new Map<string, number>();
  for (const { viewer, owner, surface } of seen) {
    const key = JSON.stringify([viewer, surface]);
    owners.set(key, (owners.get(key) ?? new Set()).add(owner));
    ofViewer.set(viewer, (ofViewer.get(viewer) ?? 0) + 1);
    ofSurface.set(surface, (ofSurface.get(surface) ?? 0) + 1);
  }
  const tried = new Map(input.tried.map(({ surface, viewers }) => [surface, viewers]));
  const affected = [...ofViewer.keys()].sort(
    (a, b) => (ofViewer.get(b) ?? 0) - (ofViewer.get(a) ?? 0),
  );
  const columns = columnsOf(input, affected);
  const surfaces = surfacesOf(input).toSorted(
    (a, b) => (ofSurface.get(b.id) ?? 0) - (ofSurface.get(a.id) ?? 0),
  );
  const cell = (surface: string, viewers: readonly AccountId[]): Cell => {
    const keys = viewers.map((viewer) => JSON.stringify([viewer, surface]));
    return {
      owners: new Set(keys.flatMap((key) => [...(owners.get(key) ?? [])])),
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
      viewers: Math.max(0, affected.length - viewerLimit),
      surfaces: Math.max(0, surfaces.length - surfaceLimit),
    },
  };
}

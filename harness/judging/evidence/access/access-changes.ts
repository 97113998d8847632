import { describeAsker, fewestTries } from '../../../domain/verdict/access.ts';
import type { AccessChange, AccessChanges } from '../../../domain/verdict/access.ts';
import { compareText } from '../../../domain/in-order.ts';
import type { AccessMatrix, CountedCell, Opening } from './counted-cell.ts';
import { keyOf } from '../keys.ts';

/** What says that there was something before the update that was kept from whoever should not have it. */
const guards = /^(?:401|403|407|refused with \d+)$/;
const absences: ReadonlySet<string> = new Set(['404', '410']);

type Sides = Pick<CountedCell, 'before' | 'after'>;

/** The cells that the update opened, those of one's own among them. */
export function findOpenings({ cells, hasBothSides }: AccessMatrix): Opening[] {
  if (!hasBothSides) return [];
  const existed = existenceIn(cells);
  return cells.flatMap((cell): Opening[] => {
    if (cell.after.granted === 0 || !existed(cell)) return [];
    if (isOpened(cell)) return [{ cell, kinds: [] }];
    // Of a role that was granted something before it, some kinds may have been refused.
    const kinds = [...cell.kinds].flatMap(([kind, sides]) => (isOpened(sides) ? [kind] : []));
    return kinds.length > 0 ? [{ cell, kinds: kinds.sort(compareText) }] : [];
  });
}

function isOpened({ before, after }: Sides): boolean {
  return before.granted === 0 && before.refused >= fewestTries && after.granted > 0;
}

function isClosed({ before, after }: Sides): boolean {
  return before.granted > 0 && after.granted === 0 && after.refused >= fewestTries;
}

/** Whether a cell has enough clear tries on both sides to be compared. */
export function isCompared(cell: CountedCell): boolean {
  return whyNotCompared(cell) === null;
}

/** Whether a cell was asked often enough on both sides, clearly or not. */
export function isAskedEnough({ tries }: CountedCell): boolean {
  return tries.before >= fewestTries && tries.after >= fewestTries;
}

function whyNotCompared({ before, after }: Sides): string | null {
  const lacks = (tries: number, side: string) =>
    `fewer than ${fewestTries} clear answers ${side} the update (${tries})`;
  if (before.granted === 0 && before.refused < fewestTries) return lacks(before.refused, 'before');
  if (after.granted === 0 && after.refused < fewestTries) return lacks(after.refused, 'after');
  return null;
}

/**
 * Whether what a cell asks for was there before the update: somebody entitled was granted it in that variant, or all
 * viewers were kept from it (401, 403). Where all were told 404, it is new, and not opened.
 */
function existenceIn(cells: readonly CountedCell[]): (cell: CountedCell) => boolean {
  const byVariant = Map.groupBy(cells, ({ surface, variant }) => keyOf(surface, variant));
  const isEntitled = ({ session, relation }: CountedCell) =>
    session === 'open' && (relation === 'own' || relation === 'shared' || relation === 'unowned');
  return ({ surface, variant }) => {
    const alike = byVariant.get(keyOf(surface, variant)) ?? [];
    const plain = byVariant.get(keyOf(surface, 'plain')) ?? [];
    // What nobody asks for of their own in this way (a forged link) is there when it is asked for plainly.
    const all = alike.some(isEntitled) ? alike : [...alike, ...plain];
    if (all.some((cell) => isEntitled(cell) && cell.before.granted > 0)) return true;
    const isGuarded = ({ before }: CountedCell) =>
      before.granted === 0 && [...before.refusals].every((words) => guards.test(words));
    return all.every(isGuarded) && all.some(({ before }) => before.refused > 0);
  };
}

/** What the update opened, closed, brought and removed; null where it was not tried on both sides of one. */
export function accessChanges(
  matrix: AccessMatrix,
  openings: readonly Opening[],
): AccessChanges | null {
  if (!matrix.hasBothSides) return null;
  const bySurface = [...Map.groupBy(matrix.cells, ({ surface }) => surface)];
  const surfacesWhere = (holds: (cells: readonly CountedCell[]) => boolean) =>
    bySurface.flatMap(([surface, cells]) => (holds(cells) ? [surface] : [])).sort(compareText);
  const removed = surfacesWhere((cells) => isAbsent(cells, 'after') && isThere(cells, 'before'));
  const closed = matrix.cells.filter((cell) => isClosed(cell) && !removed.includes(cell.surface));
  return {
    opened: openings.map(({ cell, kinds }) => changeOf(cell, kinds)).sort(inOrder),
    closed: closed.map((cell) => changeOf(cell, [])).sort(inOrder),
    brought: surfacesWhere((cells) => isAbsent(cells, 'before') && isThere(cells, 'after')),
    removed,
    notCompared: notComparedIn(matrix.cells),
  };
}

function isThere(cells: readonly CountedCell[], side: 'before' | 'after'): boolean {
  return cells.some((cell) => cell[side].granted > 0);
}

/** Whether there was nothing for anybody: all who asked plainly with an open session were told 404. */
function isAbsent(cells: readonly CountedCell[], side: 'before' | 'after'): boolean {
  const plain = cells.filter(({ variant, session }) => variant === 'plain' && session === 'open');
  const refused = plain.reduce((sum, cell) => sum + cell[side].refused, 0);
  return (
    !isThere(cells, side) &&
    refused >= fewestTries &&
    plain.every((cell) => cell[side].refusals.isSubsetOf(absences))
  );
}

function changeOf(cell: CountedCell, kinds: readonly string[]): AccessChange {
  const { surface, session, role, relation, variant, judged, before, after } = cell;
  const name = { surface, session, role, relation, variant };
  return { ...name, kinds, before: answersOn(before), after: answersOn(after), judged };
}

/** What came on one side, in words: grants first. */
export function answersOn({ grants, refusals }: CountedCell['before']): string[] {
  return [...[...grants].sort(compareText), ...[...refusals].sort(compareText)];
}

function inOrder(one: AccessChange, other: AccessChange): number {
  const key = ({ surface, session, role, relation, variant, judged }: AccessChange) =>
    keyOf(judged ? '0' : '1', surface, session, role, relation, variant);
  return compareText(key(one), key(other));
}

/** Who asked for what in no way often enough on both sides, of those that are judged. */
function notComparedIn(cells: readonly CountedCell[]): AccessChanges['notCompared'] {
  const asPlain = (cell: CountedCell) => describeAsker({ ...cell, variant: 'plain' });
  const judged = Map.groupBy(
    cells.filter((cell) => cell.judged),
    (cell) => keyOf(cell.surface, asPlain(cell)),
  );
  return [...judged.values()]
    .flatMap((alike) => {
      const first = alike.find(({ variant }) => variant === 'plain') ?? alike[0];
      if (first === undefined || alike.some(isCompared)) return [];
      const why = whyNotCompared(first) ?? '';
      return [{ surface: first.surface, who: asPlain(first), why }];
    })
    .sort((a, b) => compareText(keyOf(a.surface, a.who), keyOf(b.surface, b.who)));
}

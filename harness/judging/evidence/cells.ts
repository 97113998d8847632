import type { Attempt } from '../../domain/attempts/attempt.ts';
import { compareText } from '../../domain/in-order.ts';
import { whyEndedByUpdate } from './sessions/dead-sessions.ts';
import { phaseInWords, reasonOf } from './gap.ts';
import type { Gap } from './gap.ts';
import type { Standing } from './weighing.ts';
import type { Phase } from '../../domain/phase.ts';

/** What was tried in one cell (a surface, a phase, and often a kind of viewer), and how it came out. */
export type Cell = {
  surface: string;
  phase: Phase;
  who: string | null;
  tried: number;
  clear: number;
  unpaired: number;
  lifeless: number;
  /** Of these: with a session that the update ended. */
  endedByUpdate: number;
  /** Unclear attempts by their reason. */
  unclear: Map<string, number>;
};

/** An empty cell. */
export function newCell(surface: string, phase: Phase, who: string | null): Cell {
  const counts = { tried: 0, clear: 0, unpaired: 0, lifeless: 0, endedByUpdate: 0 };
  return { surface, phase, who, ...counts, unclear: new Map() };
}

/** Counts an attempt in its cell. A refusal is clear only when it is paired and made by a living session. */
export function countIn(
  cell: Cell,
  { truncated, why }: Attempt,
  standing: Standing,
  control: { paired: boolean; alive: boolean; endedByUpdate?: boolean },
): void {
  cell.tried += 1;
  if (standing === 'leaked' || standing === 'harmless') cell.clear += 1;
  else if (standing === 'refused') {
    if (!control.alive) {
      cell.lifeless += 1;
      if (control.endedByUpdate === true) cell.endedByUpdate += 1;
    } else if (control.paired) cell.clear += 1;
    else cell.unpaired += 1;
  } else if (standing !== 'changing') {
    const reason = truncated ? 'not read to the end' : reasonOf(why);
    cell.unclear.set(reason, (cell.unclear.get(reason) ?? 0) + 1);
  }
}

/** Why a cell says nothing; null where it does. */
export function gapOf(cell: Cell): Gap | null {
  if (cell.clear > 0) return null;
  const { surface, who, phase } = cell;
  return { surface, who, why: causeOf(cell, phaseInWords(phase)) };
}

function causeOf(cell: Cell, when: string): string {
  const { tried, unpaired, lifeless, endedByUpdate, unclear } = cell;
  if (unpaired > 0) {
    return `refusals ${when} are not paired: the owner was not granted the same before and after them`;
  }
  if (lifeless > 0 && lifeless === endedByUpdate) return whyEndedByUpdate;
  if (lifeless > 0) {
    return `refusals ${when} say nothing: the session that met them was not seen alive before and after them`;
  }
  const [first] = [...unclear].sort(([a, x], [b, y]) => y - x || compareText(a, b));
  const count = [...unclear.values()].reduce((sum, number) => sum + number, 0);
  if (first !== undefined) {
    return `${count} ${count === 1 ? 'attempt' : 'attempts'} ${when} ${count === 1 ? 'was' : 'were'} unclear (${first[0]})`;
  }
  return tried > 0
    ? `every attempt ${when} overlapped a change of what may be seen`
    : `was not tried ${when}`;
}

import { describeCohort } from '../../../domain/accounts/account.ts';
import type { AccountId } from '../../../domain/accounts/account.ts';
import type { CellName } from '../../../domain/verdict/access.ts';
import { phases, sideFactors } from '../../../domain/phase.ts';
import type { Phase } from '../../../domain/phase.ts';
import { accessAnswer } from './access-answer.ts';
import type { AccessAnswer } from './access-answer.ts';
import { cellNameOf } from './access-cell.ts';
import type { AccessMatrix, CountedCell, CountedSide } from './counted-cell.ts';
import type { IndexedEvidence } from '../examined-evidence.ts';
import { remember } from '../remember.ts';
import type { Weighing } from '../weighing.ts';

/** Counts every attempt in its cell. `weighings` are in the order of the attempts. */
export function findAccessMatrix(
  evidence: IndexedEvidence,
  weighings: readonly Weighing[],
): AccessMatrix {
  const cells: CountedCell[] = [];
  const bySurface: Nested = new Map();
  const kind = remember((account: AccountId) => kindOf(evidence, account));
  const tried = new Set<Phase>();
  for (const resolved of evidence.attempts) {
    const { attempt, place } = resolved;
    tried.add(attempt.phase);
    const name = cellNameOf(evidence, resolved);
    const weighing = weighings[place];
    if (name === null || weighing === undefined) continue;
    const answer = accessAnswer(evidence, resolved, weighing.standing);
    const cell = cellOf(bySurface, cells, name);
    const side = attempt.phase === 'before-update' ? 'before' : 'after';
    cell.tries[side] += 1;
    if (answer === null) continue;
    countIn(cell[side], answer);
    if (!name.judged) continue;
    const its = kind(attempt.viewer);
    const ofKind = cell.kinds.get(its) ?? { before: newSide(), after: newSide() };
    cell.kinds.set(its, ofKind);
    countIn(ofKind[side], answer);
    if (side === 'after' && answer.got === 'granted') cell.granted.push(resolved);
  }
  return { cells, hasBothSides: tried.size === phases.length };
}

/**
 * Cells by surface, then variant, role, and the rest, which are few: one key of all of these, made for each attempt, would
 * cost more than all that is compared.
 */
type Nested = Map<string, Map<string, Map<string, CountedCell[]>>>;

function cellOf(nested: Nested, cells: CountedCell[], name: CellName): CountedCell {
  const { surface, session, role, relation, variant, judged } = name;
  const byVariant = nested.get(surface) ?? new Map<string, Map<string, CountedCell[]>>();
  nested.set(surface, byVariant);
  const byRole = byVariant.get(variant) ?? new Map<string, CountedCell[]>();
  byVariant.set(variant, byRole);
  const alike = byRole.get(role) ?? [];
  byRole.set(role, alike);
  const known = alike.find(
    (cell) => cell.session === session && cell.relation === relation && cell.judged === judged,
  );
  if (known !== undefined) return known;
  const cell: CountedCell = {
    ...name,
    before: newSide(),
    after: newSide(),
    tries: { before: 0, after: 0 },
    kinds: new Map(),
    granted: [],
  };
  alike.push(cell);
  cells.push(cell);
  return cell;
}

function newSide(): CountedSide {
  return { refused: 0, granted: 0, refusals: new Set(), grants: new Set() };
}

function countIn(side: CountedSide, { got, words }: AccessAnswer): void {
  side[got] += 1;
  (got === 'granted' ? side.grants : side.refusals).add(words);
}

function kindOf({ ledger }: IndexedEvidence, account: AccountId): string {
  const known = ledger.accounts.get(account);
  if (known === undefined) return account;
  const cohort = Object.fromEntries(
    Object.entries(known.cohort).filter(([factor]) => !Object.hasOwn(sideFactors, factor)),
  );
  return describeCohort(cohort);
}

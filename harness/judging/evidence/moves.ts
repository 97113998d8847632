import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { mayView } from '../../domain/ledger/may-view.ts';
import { findDoings } from '../../domain/ledger/doings.ts';
import type { FindDoings } from '../../domain/ledger/doings.ts';
import type { ExaminedEvidence } from './examined-evidence.ts';
import { keyOf } from './keys.ts';
import { isOwnersGrant } from './sessions/pairing.ts';

/** What happened between two answers: the viewer did something, only others did, nobody did, or nobody can tell. */
type Between = 'own' | 'others' | 'quiet' | 'unsure';

/** Two answers to a patient's same request, one after the other, with a number at the same place. */
export type Move = {
  viewer: AccountId;
  where: string;
  /** The later one. */
  attempt: Attempt;
  /** The numbers of rows of both; 0 where they have none. */
  rows: readonly [number, number];
  from: number;
  to: number;
} & Happened;

/** Two answers to a patient's same request, one after the other, with the same field at the same place. */
export type FieldMove = Happened & {
  viewer: AccountId;
  where: string;
  /** The later one. */
  attempt: Attempt;
  moved: boolean;
};

/** What happened between two answers. */
type Happened = {
  between: Between;
  /** Who created something in between; null where only the viewer did, or nobody. */
  actor: AccountId | null;
  /** Not only the actor did. Default: only they did. */
  several?: true;
};

type Step = { surface: string; before: Attempt; attempt: Attempt; happened: Happened };

/**
 * How numbers moved from answer to answer, for each patient in the order of time, by the ids of surfaces. Answers of
 * different releases are not compared: an update may count otherwise.
 */
export function findMoves(evidence: ExaminedEvidence): ReadonlyMap<string, readonly Move[]> {
  const moves = new Map<string, Move[]>();
  for (const { surface, before, attempt, happened } of stepsOf(evidence, 'numbers')) {
    const ofSurface = moves.get(surface) ?? [];
    moves.set(surface, ofSurface);
    for (const { where, value } of attempt.numbers ?? []) {
      const from = before.numbers?.find((number) => number.where === where)?.value;
      if (from === undefined) continue;
      const rows = [before.items?.length ?? 0, attempt.items?.length ?? 0] as const;
      const { viewer } = attempt;
      ofSurface.push({ viewer, where, attempt, rows, from, to: value, ...happened });
    }
  }
  return moves;
}

/** As `findMoves`, for the fields of own views that were watched. */
export function findFieldMoves(
  evidence: ExaminedEvidence,
): ReadonlyMap<string, readonly FieldMove[]> {
  const moves = new Map<string, FieldMove[]>();
  for (const { surface, before, attempt, happened } of stepsOf(evidence, 'view')) {
    const ofSurface = moves.get(surface) ?? [];
    moves.set(surface, ofSurface);
    const earlier = new Map(before.view?.map(({ where, value }) => [where, value]));
    for (const { where, value } of attempt.view ?? []) {
      const from = earlier.get(where);
      if (from === undefined) continue;
      const { viewer } = attempt;
      ofSurface.push({ viewer, where, attempt, moved: from !== value, ...happened });
    }
  }
  return moves;
}

/** Each patient's answers to the same request that have something of a kind, with the one before. */
function stepsOf(evidence: ExaminedEvidence, kind: 'numbers' | 'view'): Step[] {
  const { attempts, ledger } = evidence;
  const last = new Map<string, Attempt>();
  const steps: Step[] = [];
  let doings: FindDoings | null = null;
  for (const resolved of attempts) {
    const { attempt, surface } = resolved;
    if (attempt[kind] === undefined || !isOwnersGrant(resolved) || attempt.truncated) continue;
    if (ledger.accounts.get(attempt.viewer)?.role !== 'patient') continue;
    const key = keyOf(surface.id, attempt.phase, attempt.viewer, attempt.thing);
    const before = last.get(key);
    if (before !== undefined && before.answeredAt > attempt.sentAt) continue;
    last.set(key, attempt);
    if (before === undefined) continue;
    doings ??= findDoings(evidence.history);
    const happened = between(evidence, doings, before, attempt);
    steps.push({ surface: surface.id, before, attempt, happened });
  }
  return steps;
}

function between(
  { ledger }: ExaminedEvidence,
  doings: FindDoings,
  { sentAt, answeredAt: since }: Attempt,
  { viewer, sentAt: until, answeredAt }: Attempt,
): Happened {
  const now = doings(sentAt, answeredAt);
  if (now.length === 0) return { between: 'quiet', actor: null };
  if (now.some(({ account }) => account === viewer)) return { between: 'own', actor: null };
  // What others let the viewer see may count as the viewer's own.
  const isForeign = now.every(
    ({ account: owner, thing }) =>
      mayView(ledger, { viewer, owner, thing, field: null, sentAt, answeredAt }) === 'no',
  );
  const created = now.find(({ creates, from, at }) => creates && from >= since && at <= until);
  if (!isForeign || created === undefined) return { between: 'unsure', actor: null };
  const actor = created.account;
  const isAlone = now.every(({ account }) => account === actor);
  return { between: 'others', actor, ...(isAlone ? {} : { several: true as const }) };
}

import type { AccountId } from '../../domain/account.ts';
import type { Attempt } from '../../domain/attempt.ts';
import { mayView } from '../../domain/may-view.ts';
import { findDoings } from './doings.ts';
import type { FindDoings } from './doings.ts';
import type { ExaminedEvidence } from './examined-evidence.ts';
import { keyOf } from './keys.ts';
import { isOwnersGrant } from './pairing.ts';

/** What happened between two answers: the viewer did something, only others did, nobody did, or nobody can tell. */
export type Between = 'own' | 'others' | 'quiet' | 'unsure';

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
  between: Between;
  /** Who created something in between; null where only the viewer did, or nobody. */
  actor: AccountId | null;
};

/**
 * How numbers moved from answer to answer, for each patient in the order of time, by the ids of surfaces. Answers of
 * different releases are not compared: an update may count otherwise.
 */
export function findMoves(evidence: ExaminedEvidence): ReadonlyMap<string, readonly Move[]> {
  const { attempts, ledger } = evidence;
  const last = new Map<string, Attempt>();
  const moves = new Map<string, Move[]>();
  let doings: FindDoings | null = null;
  for (const resolved of attempts) {
    const { attempt, surface } = resolved;
    if (attempt.numbers === undefined || !isOwnersGrant(resolved) || attempt.truncated) continue;
    if (ledger.accounts.get(attempt.viewer)?.role !== 'patient') continue;
    const key = keyOf(surface.id, attempt.phase, attempt.viewer, attempt.thing);
    const before = last.get(key);
    if (before !== undefined && before.answeredAt > attempt.sentAt) continue;
    last.set(key, attempt);
    if (before === undefined) continue;
    doings ??= findDoings(evidence.history);
    const happened = between(evidence, doings, before, attempt);
    const ofSurface = moves.get(surface.id) ?? [];
    moves.set(surface.id, ofSurface);
    for (const { where, value } of attempt.numbers) {
      const from = before.numbers?.find((number) => number.where === where)?.value;
      if (from === undefined) continue;
      const rows = [before.items?.length ?? 0, attempt.items?.length ?? 0] as const;
      ofSurface.push({
        viewer: attempt.viewer,
        where,
        attempt,
        rows,
        from,
        to: value,
        ...happened,
      });
    }
  }
  return moves;
}

function between(
  { ledger }: ExaminedEvidence,
  doings: FindDoings,
  { sentAt, answeredAt: since }: Attempt,
  { viewer, sentAt: until, answeredAt }: Attempt,
): Pick<Move, 'between' | 'actor'> {
  const now = doings(sentAt, answeredAt);
  if (now.length === 0) return { between: 'quiet', actor: null };
  if (now.some(({ account }) => account === viewer)) return { between: 'own', actor: null };
  // What others let the viewer see may count as the viewer's own.
  const isForeign = now.every(
    ({ account: owner, thing }) =>
      mayView(ledger, { viewer, owner, thing, field: null, sentAt, answeredAt }) === 'no',
  );
  const created = now.find(({ creates, from, at }) => creates && from >= since && at <= until);
  return isForeign && created !== undefined
    ? { between: 'others', actor: created.account }
    : { between: 'unsure', actor: null };
}

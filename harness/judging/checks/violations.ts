import { createHash } from 'node:crypto';
import { compareText } from '../../domain/in-order.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Case } from '../../domain/case.ts';
import type { FactOf } from '../../domain/fact.ts';
import type { Breach } from '../../domain/invariant.ts';
import type { Ledger } from '../../domain/ledger.ts';
import type { AccountId } from '../../domain/account.ts';
import type { Party } from '../../domain/verdict.ts';
import { kindOf } from '../evidence/gap.ts';
import { keyOf } from '../evidence/keys.ts';
import { pathKey } from '../evidence/path-key.ts';

/** Attempts that are kept as evidence of one violation. */
const mostAttempts = 20;

/** One fault: breaches of an invariant by one kind of viewer, of one kind of owner, at one place. */
type Fault = { key: string; surface: string; breaches: Breach[] };

/**
 * Folds an invariant's breaches into violations, one for each fault, with its evidence; sorted by surface and
 * fault. The first breach stands for all.
 */
export function foldBreaches(
  invariant: string,
  breaches: readonly Breach[],
  ledger: Ledger,
  reproductions: readonly FactOf<'reproduction'>[],
): Case[] {
  const faults = new Map<string, Fault>();
  for (const breach of breaches) {
    const { attempt, owner, sighting } = breach;
    const viewer = kindOf(ledger, attempt.viewer);
    const whose = kindOf(ledger, owner);
    const key = keyOf(invariant, attempt.surface, viewer, whose, pathKey(sighting?.where ?? ''));
    const fault = faults.get(key) ?? { key, surface: attempt.surface, breaches: [] };
    faults.set(key, fault);
    fault.breaches.push(breach);
  }
  return [...faults.values()]
    .sort((a, b) => compareText(a.surface, b.surface) || compareText(a.key, b.key))
    .flatMap((fault) => caseOf(invariant, fault, ledger, reproductions));
}

function caseOf(
  invariant: string,
  { key, breaches }: Fault,
  ledger: Ledger,
  reproductions: readonly FactOf<'reproduction'>[],
): Case[] {
  const sorted = breaches.toSorted(inTime);
  const [first] = sorted;
  if (first === undefined) return [];
  const { kind, attempt, owner, sighting } = first;
  const attempts = new Map(sorted.map((breach) => [breach.attempt.id, breach.attempt]));
  const reproduction =
    reproductions.find((fact) => fact.attempts.some((id) => attempts.has(id))) ?? null;
  const violation = {
    id: createHash('sha256').update(key).digest('hex').slice(0, 12),
    count: sorted.length,
    kind,
    invariant,
    viewer: partyOf(ledger, attempt.viewer),
    owner: owner === null ? null : partyOf(ledger, owner),
    surface: attempt.surface,
    phase: attempt.phase,
    channel: attempt.channel,
    sighting,
    repro: null,
  };
  return [{ violation, attempts: [...attempts.values()].slice(0, mostAttempts), reproduction }];
}

function partyOf(ledger: Ledger, account: AccountId): Party {
  return { account, cohort: ledger.accounts.get(account)?.cohort ?? {} };
}

function inTime(a: Breach, b: Breach): number {
  return (
    compareAttempts(a.attempt, b.attempt) ||
    compareText(a.owner ?? '', b.owner ?? '') ||
    compareText(
      keyOf(a.sighting?.where ?? '', a.sighting?.what ?? ''),
      keyOf(b.sighting?.where ?? '', b.sighting?.what ?? ''),
    )
  );
}

/** What was made while shrinking stands last: it is evidence, but not how it was found. */
function compareAttempts(a: Attempt, b: Attempt): number {
  return (
    Number(a.shrinking ?? false) - Number(b.shrinking ?? false) ||
    a.sentAt - b.sentAt ||
    a.answeredAt - b.answeredAt ||
    compareText(a.id, b.id)
  );
}

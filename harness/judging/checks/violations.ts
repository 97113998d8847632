import { createHash } from 'node:crypto';
import { anonymous } from '../../domain/accounts/account.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Breach } from '../../domain/verdict/breach.ts';
import type { Case, Received, Way } from '../../domain/verdict/case.ts';
import type { FactOf } from '../../domain/ledger/fact.ts';
import { compareText } from '../../domain/in-order.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import { phases, type Phase } from '../../domain/phase.ts';
import { mostTraces } from '../../domain/attempts/trace-id.ts';
import type { Party } from '../../domain/verdict/verdict.ts';
import { kindOf } from '../evidence/gap.ts';
import { makerOf } from '../evidence/signs/maker-of.ts';
import { pathKey, placeForPeople } from '../evidence/signs/path-key.ts';
import { remember } from '../evidence/remember.ts';

/** Attempts that are kept as evidence of one violation. */
const mostAttempts = 20;

/** One fault: breaches of an invariant by one kind of viewer, of one kind of owner, at one place. */
type Fault = {
  key: string;
  /** The earliest of its breaches. */
  lead: Breach;
  count: number;
  /** Keys of its breaches' findings. */
  findings: Set<string>;
  attempts: Map<string, Attempt>;
  /** The sides of the update on which it was seen. */
  sides: Set<Phase>;
  /** Owners of what was received, by viewer; each with whose things it stood in, see `Received`. */
  received: Map<AccountId, Map<AccountId | null, Set<AccountId | null>>>;
};

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
  const kind = remember((account: AccountId | null) => kindOf(ledger, account));
  const place = remember(pathKey);
  for (const breach of breaches) {
    const { attempt, owner, sighting } = breach;
    const parties = [kind(attempt.viewer), kind(owner)];
    // Hashed, it is the violation's id, by which a later run knows the same fault again: it stays as it is.
    const key = JSON.stringify([
      invariant,
      attempt.surface,
      ...parties,
      place(sighting?.where ?? ''),
    ]);
    const fault = faults.get(key);
    const its = fault ?? newFault(key, breach);
    faults.set(key, its);
    addTo(its, breach, findingKey(invariant, breach, ledger, place), ledger);
  }
  return [...faults.values()]
    .sort(
      (a, b) =>
        compareText(a.lead.attempt.surface, b.lead.attempt.surface) || compareText(a.key, b.key),
    )
    .map((fault) => caseOf(invariant, fault, ledger, reproductions, place));
}

function newFault(key: string, lead: Breach): Fault {
  return {
    key,
    lead,
    count: 0,
    findings: new Set(),
    attempts: new Map(),
    sides: new Set(),
    received: new Map(),
  };
}

function addTo(fault: Fault, breach: Breach, finding: string, ledger: Ledger): void {
  const { attempt, kind, owner } = breach;
  fault.count += 1;
  fault.findings.add(finding);
  fault.attempts.set(attempt.id, attempt);
  fault.sides.add(attempt.phase);
  if (inTime(breach, fault.lead) < 0) fault.lead = breach;
  if ((kind !== 'leak' && kind !== 'exposure') || owner === attempt.viewer) return;
  const owners =
    fault.received.get(attempt.viewer) ?? new Map<AccountId | null, Set<AccountId | null>>();
  fault.received.set(attempt.viewer, owners);
  const makers = owners.get(owner) ?? new Set();
  owners.set(owner, makers.add(makerOf(breach, ledger)));
}

function caseOf(
  invariant: string,
  { key, lead, count, findings, attempts, sides, received }: Fault,
  ledger: Ledger,
  reproductions: readonly FactOf<'reproduction'>[],
  place: (where: string) => string,
): Case {
  const { kind, attempt, owner, sighting } = lead;
  const seen = [...attempts.values()].sort(compareAttempts);
  const violation = {
    id: shortHash(key),
    finding: shortHash(findingKey(invariant, lead, ledger, place)),
    count,
    kind,
    invariant,
    viewer: partyOf(ledger, attempt.viewer),
    owner: owner === null ? null : partyOf(ledger, owner),
    surface: attempt.surface,
    phase: attempt.phase,
    phases: phases.filter((phase) => sides.has(phase)),
    channel: attempt.channel,
    variant: attempt.variant,
    probe: attempt.probe ?? null,
    sighting: sighting && { ...sighting, where: placeForPeople(sighting.where) },
    traces: tracesOf(seen),
    repro: null,
  };
  return {
    violation,
    findings: new Set([...findings].map(shortHash)),
    lead,
    attempts: seen.slice(0, mostAttempts),
    ways: waysOf(seen),
    received: [...received].map(([viewer, owners]) => receivedBy(viewer, owners)),
    reproduction:
      reproductions.find((fact) => fact.attempts.some((id) => attempts.has(id))) ?? null,
  };
}

function receivedBy(
  viewer: AccountId,
  owners: ReadonlyMap<AccountId | null, ReadonlySet<AccountId | null>>,
): Received {
  const within = [...owners].flatMap(([owner, makers]) => {
    const known = [...makers].filter((maker) => maker !== null);
    return known.length === makers.size ? [[owner, new Set(known)] as const] : [];
  });
  return { viewer, owners: [...owners.keys()], within: new Map(within) };
}

function waysOf(attempts: readonly Attempt[]): Way[] {
  const ways = new Map<string, Way>();
  for (const { probe = null, variant, sessionState, phase: side, thing } of attempts) {
    const way = { probe, ofThing: thing !== null, variant, sessionState, side };
    ways.set(JSON.stringify(way), way);
  }
  return [...ways.values()];
}

function tracesOf(attempts: readonly Attempt[]): string[] {
  return attempts.flatMap(({ trace }) => trace ?? []).slice(0, mostTraces);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * Hashed, it is the fault's id whatever the cohorts, which are drawn anew in each run: a definition admits it by this,
 * so it stays as it is.
 */
function findingKey(
  invariant: string,
  { kind, attempt, owner, sighting }: Breach,
  ledger: Ledger,
  place: (where: string) => string,
): string {
  const roleOf = (account: AccountId | null) =>
    ledger.accounts.get(account ?? '')?.role ?? (account === anonymous ? anonymous : 'unknown');
  const whose = owner === attempt.viewer ? 'own' : roleOf(owner);
  const where = place(sighting?.where ?? '');
  return JSON.stringify([invariant, kind, attempt.surface, roleOf(attempt.viewer), whose, where]);
}

function partyOf(ledger: Ledger, account: AccountId): Party {
  const known = ledger.accounts.get(account);
  return known === undefined
    ? { account, cohort: {} }
    : { account, cohort: known.cohort, role: known.role };
}

function inTime(a: Breach, b: Breach): number {
  return (
    compareAttempts(a.attempt, b.attempt) ||
    compareText(a.owner ?? '', b.owner ?? '') ||
    compareText(textOf(a), textOf(b))
  );
}

function textOf({ sighting }: Breach): string {
  return JSON.stringify([sighting?.where ?? '', sighting?.what ?? '']);
}

/** What was made while shrinking stands last: it is evidence, but not how it was found. */
function compareAttempts(a: Attempt, b: Attempt): number {
  if (a === b) return 0;
  return (
    Number(a.shrinking ?? false) - Number(b.shrinking ?? false) ||
    a.sentAt - b.sentAt ||
    a.answeredAt - b.answeredAt ||
    compareText(a.id, b.id)
  );
}

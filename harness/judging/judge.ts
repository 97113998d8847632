import type { AccountId, Cohort } from '../domain/accounts/account.ts';
import type { AccessCell } from '../domain/verdict/access.ts';
import type { Attempt } from '../domain/attempts/attempt.ts';
import type { Baseline } from '../domain/verdict/baseline.ts';
import type { Case } from '../domain/verdict/case.ts';
import type { History } from '../domain/history/history.ts';
import { compareText, inOrder } from '../domain/in-order.ts';
import type { Finding, Gap } from '../domain/verdict/invariant.ts';
import { kindsOfAccounts } from '../domain/accounts/kinds-of-accounts.ts';
import { deriveLedger } from '../domain/ledger/ledger.ts';
import type { Ledger } from '../domain/ledger/ledger.ts';
import type { Plan } from '../domain/plan.ts';
import type { RunCoverage } from '../domain/verdict/run-coverage.ts';
import { surfaceUses } from '../domain/verdict/surface-use.ts';
import type { SurfaceUse } from '../domain/verdict/surface-use.ts';
import { worst } from '../domain/verdict/verdict.ts';
import type { RunVerdict, Verdict } from '../domain/verdict/verdict.ts';
import { causesOf } from './causes/causes.ts';
import { findEncounters } from './causes/encounters.ts';
import { withoutFailedByViolations } from './checks/failed-by-violations.ts';
import { coverageOf, judgedPatients } from './checks/coverage/coverage.ts';
import { coveredPairs } from './checks/coverage/covered-pairs.ts';
import { levelPairs } from './checks/coverage/level-pairs.ts';
import { releasesOf } from './checks/releases.ts';
import { runReasons } from './checks/run-reasons.ts';
import { sensitivityOf } from './checks/coverage/sensitivity.ts';
import { sinceBaseline, unreviewedReasons, uncoveredNow } from './checks/since-baseline.ts';
import { heldByLeast } from './checks/coverage/tried-of-others.ts';
import { foldBreaches } from './checks/violations.ts';
import { whomItCouldMeet } from './causes/whom-it-could-meet.ts';
import { accessChanges } from './evidence/access/access-changes.ts';
import { triedApart } from './evidence/deliveries.ts';
import { examine } from './evidence/examine.ts';
import type { ExaminedEvidence } from './evidence/examined-evidence.ts';
import { acceptancesOf, isAccepted } from './evidence/acceptances.ts';
import { gapsInWords, reasonOf } from './evidence/gap.ts';
import { invariants as catalogue } from './rules/catalogue.ts';
import type { Invariant } from './rules/invariant.ts';

/** By how much the run's clock was moved on, in milliseconds: nobody waited so long. */
function clockMovedBy({ facts }: History): number {
  return facts.reduce((sum, fact) => sum + (fact.fact === 'clock-moved' ? fact.by : 0), 0);
}

/** A judged run: its verdict, and all that reports are made from. */
export type Judged = {
  verdict: Verdict;
  /** One a violation, in the verdict's order. */
  cases: readonly Case[];
  /** One an accepted violation, in the verdict's order. */
  acceptedCases: readonly Case[];
  /** The attempts of whose answers a shape was kept, in the order of time. */
  shaped: readonly Attempt[];
  /** By invariant. */
  findings: Readonly<Record<string, Finding>>;
  /** By invariant: why it is inconclusive or inapplicable, in words. */
  reasonsByInvariant: Readonly<Record<string, readonly string[]>>;
  ledger: Ledger;
  /** What each account is, counting what it did. */
  kinds: ReadonlyMap<AccountId, Cohort>;
  /** What was tried, surface by surface. */
  tried: readonly SurfaceUse[];
  /** Operations of the deployment's own document that no surface covered, as last read. */
  operations: readonly string[];
  /** What the run covered, for coverage.json. */
  covered: Pick<RunCoverage, 'probes' | 'levels'>;
  /** Who got what before and after the update, cell by cell. */
  access: readonly AccessCell[];
};

/**
 * Judges a run from its plan and history alone. The same records, in whatever order, give the same verdict:
 * no clock is read, and nothing is asked of the deployment.
 * @param run `baseline`: the copy of the one that the plan names; null where it is missing, or is another
 */
export function judgeRun(
  { plan, history, baseline = null }: { plan: Plan; history: History; baseline?: Baseline | null },
  invariants: readonly Invariant[] = catalogue,
): Judged {
  const ledger = deriveLedger(plan, history.facts);
  const evidence = examine({ plan, history, ledger });
  const { end } = evidence;
  const found = invariants.map((invariant) => ({
    id: invariant.id,
    finding: judgeSafely(invariant, evidence),
  }));
  const reproductions = inOrder(history.facts.filter((fact) => fact.fact === 'reproduction'));
  const judged = found.map(({ id, finding }) => {
    const all = foldBreaches(id, finding.breaches, ledger, reproductions);
    const [accepted, cases] = partition(all, (item) => isAccepted(plan, item, end));
    return { id, finding: withoutAccepted(finding, accepted, cases), accepted, cases };
  });
  const least = heldByLeast(evidence);
  const folded = judged.map((one) => ({ ...one, finding: least(one.id, one.finding) }));
  const reasons = [...runReasons(evidence), ...unreviewedReasons(evidence, baseline)];
  const verdict = worst([
    ...folded.map(({ finding }) => finding.verdict),
    ...(reasons.length > 0 ? (['inconclusive'] as const) : []),
  ]);
  const cases = folded.flatMap((one) => one.cases);
  const acceptedCases = folded.flatMap((one) => one.accepted);
  const releases = releasesOf(evidence);
  const { sameRelease } = plan.update;
  const kinds = kindsOfAccounts(ledger, history.facts);
  const titles = new Map<string, string>(invariants.map(({ id, title }) => [id, title]));
  const tried = surfaceUses(
    plan.surfaces,
    evidence.attempts.values().map(({ attempt }) => attempt),
  );
  const couldMeet = whomItCouldMeet(allTried(evidence), ledger);
  const encounters = findEncounters(allTried(evidence), ledger, history.facts);
  const findings = Object.fromEntries(folded.map(({ id, finding }) => [id, finding]));
  const levels = levelPairs(evidence);
  const coverage = coverageOf(
    evidence,
    new Set([...cases, ...acceptedCases].map(({ violation }) => violation.surface)),
    levels,
  );
  return {
    verdict: {
      schema: 1,
      deployment: plan.deployment,
      url: addressOf(plan),
      release: releases.after,
      releaseBefore: releases.before,
      ...(releases.parts === undefined ? {} : { releaseParts: releases.parts }),
      ...(sameRelease === undefined ? {} : { sameRelease }),
      seed: plan.seed,
      startedAt: new Date(plan.startedAt).toISOString(),
      durationMs: end - plan.startedAt - clockMovedBy(history),
      verdict,
      scope: plan.scope ?? 'default',
      accepted: acceptancesOf(plan, [...acceptedCases, ...cases], end),
      acceptedViolations: acceptedCases.map(({ violation }) => violation),
      reasons: [...withoutFailedByViolations(reasons, cases), ...reasonsOfInvariants(judged)],
      invariants: folded.map(({ id, finding, cases: violations, accepted }) => ({
        id,
        verdict: finding.verdict,
        attempts: finding.attempts,
        granted: finding.granted,
        violations: violations.length,
        accepted: accepted.length,
      })),
      violations: cases.map(({ violation }) => violation),
      causes: causesOf(cases, {
        ledger,
        kinds,
        couldMeet,
        encounters,
        possibilities: plan,
        titles,
      }),
      coverage,
      sensitivity: sensitivityOf(evidence),
      residualRisk: acceptedCases.length > 0 ? null : residualRisk(verdict, evidence),
      baseline: sinceBaseline(evidence, baseline, {
        cases: [...cases, ...acceptedCases],
        findings,
        coverage,
      }),
      access: accessChanges(evidence.access, evidence.openings),
    },
    cases,
    acceptedCases,
    shaped: history.attempts
      .filter(({ shape }) => shape !== undefined)
      .toSorted((a, b) => a.sentAt - b.sentAt || compareText(a.id, b.id)),
    findings,
    reasonsByInvariant: Object.fromEntries(folded.map(({ id, finding }) => [id, finding.reasons])),
    ledger,
    kinds,
    tried,
    operations: uncoveredNow(evidence),
    covered: coveredPairs(evidence, levels),
    access: evidence.access.cells,
  };
}

/** All that was tried, what is judged apart among it. One by one: a run may have a million. */
function* allTried(evidence: ExaminedEvidence): Iterable<Attempt> {
  for (const { attempt } of evidence.attempts) yield attempt;
  yield* triedApart(evidence);
}

/**
 * Where the deployment was, without what may be secret in an address. The port of one that Chaperone started is another
 * each time and says nothing: two runs of the same release must not differ by it.
 */
function addressOf({ url, embedded = false }: Plan): string | null {
  const address = embedded ? null : URL.parse(url);
  return address && address.origin + address.pathname.replace(/\/$/, '');
}

/** The finding as it is without what the definition admits: gaps beside it count as ever. */
function withoutAccepted(
  finding: Finding,
  accepted: readonly Case[],
  others: readonly Case[],
): Finding {
  if (accepted.length === 0 || others.length > 0) return finding;
  return { ...finding, verdict: finding.reasons.length > 0 ? 'inconclusive' : 'holds' };
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean) {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))] as const;
}

/** A rule that breaks says nothing, rather than nothing being said at all. */
function judgeSafely(invariant: Invariant, evidence: ExaminedEvidence): Finding {
  try {
    return invariant.judge(evidence);
  } catch (error) {
    const why = reasonOf(error instanceof Error ? error.message : String(error));
    return {
      verdict: 'inconclusive',
      reasons: [`could not be judged: ${why}`],
      attempts: 0,
      granted: 0,
      breaches: [],
    };
  }
}

/** What several invariants lack for the same cause is said once, with all surfaces on which any of them lacks it. */
function reasonsOfInvariants(found: readonly { id: string; finding: Finding }[]): string[] {
  const causes = new Map<string, { ids: Set<string>; gaps: Gap[] }>();
  for (const { id, finding } of found) {
    if (finding.verdict === 'inapplicable') continue;
    const asGap = (why: string): Gap => ({ surface: null, who: null, why });
    for (const gap of finding.gaps ?? finding.reasons.map(asGap)) {
      const cause = causes.get(gap.why) ?? { ids: new Set(), gaps: [] };
      causes.set(gap.why, cause);
      cause.ids.add(id);
      cause.gaps.push(gap);
    }
  }
  return [...causes.values()]
    .flatMap(({ ids, gaps }) => gapsInWords(gaps).map((why) => `${[...ids].join(', ')}: ${why}`))
    .sort(compareText);
}

/**
 * At most this share of accounts is affected (95 %), if those affected were spread at random: none of n was,
 * and 1 − 0.05^(1/n) is the largest share of which that still happens once in twenty times.
 */
function residualRisk(verdict: RunVerdict, evidence: ExaminedEvidence): Verdict['residualRisk'] {
  if (verdict !== 'holds') return null;
  const accounts = judgedPatients(evidence);
  if (accounts === 0) return null;
  return { accounts, upper95: Number((1 - 0.05 ** (1 / accounts)).toPrecision(3)) };
}

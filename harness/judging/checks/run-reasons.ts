import { parts } from '../../domain/attempts/attempt.ts';
import { compareText } from '../../domain/in-order.ts';
import {
  endedAddress,
  linkSource,
  namedAddress,
  placeOfAddress,
} from '../../domain/surfaces/link-variant.ts';
import type { AcceptedKind } from '../../domain/plan.ts';
import { clockReasons } from './clock.ts';
import { driftReasons } from './drift.ts';
import { failuresInWords, longestFailure } from './failures.ts';
import { sourceDriftReasons } from './source-drift.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { isExpired } from '../evidence/acceptances.ts';
import { gapsInWords, notAccepted, phaseInWords, reasonOf } from '../evidence/gap.ts';
import { gateMinimum } from './coverage/gate-minimum.ts';
import { findSharedIds } from './shared-ids.ts';
import { nothingOfOthers } from './coverage/tried-of-others.ts';
import { releasesOf } from './releases.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { weighingOf } from '../evidence/weighing.ts';

/** Of one sort of reason, so many are named. */
const named = 10;

/** Why a run as a whole says less than it set out to, in words: each makes it inconclusive. */
export function runReasons(evidence: ExaminedEvidence): string[] {
  const { history, ledger } = evidence;
  return [
    ...bounded(history.defects, 'defects of the history'),
    ...bounded(ledger.contradictions, 'contradictions'),
    ...clockReasons(evidence),
    ...releasesOf(evidence).reasons,
    ...partsNotCompleted(evidence),
    ...bounded(failuresInWords(evidence.history.facts), 'kinds of failure'),
    ...expiredAcceptances(evidence),
    ...bounded(idleProbes(evidence), 'probes of the definition'),
    ...tooLittle(evidence),
    ...bounded(unknownNames(evidence), 'names that the record does not explain'),
    ...doubts(evidence),
    ...gapsInWords(notAccepted(findSharedIds(evidence), evidence.plan, evidence.end)),
    ...gapsInWords(notAccepted(gateMinimum(evidence), evidence.plan, evidence.end)),
    ...bounded(driftReasons(evidence), 'operations that no surface covers'),
    ...bounded(sourceDriftReasons(evidence), 'surfaces that came with the update'),
  ];
}

function partsNotCompleted({ plan, history }: ExaminedEvidence): string[] {
  const ends = history.facts.filter((fact) => fact.fact === 'part-ended');
  const bad = ends
    .filter(({ status }) => status !== 'completed')
    .map(
      ({ part, status, why }) =>
        `${part} ${status === 'failed' ? failedWords(part) : 'was interrupted'}${why === '' ? '' : `: ${reasonOf(why, longestFailure)}`}`,
    );
  const missing = plan.parts
    .filter((part) => !ends.some((end) => end.part === part))
    .map((part) => `${part} did not come to its end`);
  const left = plan.parts.includes('sweep')
    ? []
    : ['the sweep was left out: not every kind of account has tried every surface'];
  return [...new Set([...bad, ...missing, ...left])].sort(compareText);
}

/** A test runner fails where it found a violation, too: that is no fault of the run. */
function failedWords(part: string): string {
  return parts.some((name) => name === part && name !== 'sweep') ? 'did not pass' : 'failed';
}

/** Whoever brings a probe of their own relies on it. */
function idleProbes({ history }: ExaminedEvidence): string[] {
  const own = history.facts.filter((fact) => fact.fact === 'probed').filter((fact) => fact.own);
  const busy = new Set(own.filter(({ planned }) => planned > 0).map(({ probe }) => probe));
  const idle = own.filter(({ probe }) => !busy.has(probe));
  return [
    ...new Set(
      idle.map(
        ({ probe, why }) =>
          `the definition\u2019s probe ${probe} attempted nothing: ${reasonOf(why ?? '')}`,
      ),
    ),
  ].sort(compareText);
}

/** What has expired, by what was accepted. */
const expirable: Readonly<Record<AcceptedKind, string>> = {
  gap: 'gap',
  finding: 'finding',
  uncovered: 'lack of a surface',
  opened: 'opening',
  blind: 'blindness to planted leaks',
};

function expiredAcceptances({ plan, end }: ExaminedEvidence): string[] {
  return plan.accept
    .filter((one) => isExpired(one, end))
    .map(
      ({ what = 'gap', surface, until, by }) =>
        `${surface}: the ${expirable[what]} that ${by} accepted has expired (${until})`,
    );
}

function tooLittle(evidence: ExaminedEvidence): string[] {
  const { plan, history, ledger, phase, swept } = evidence;
  const reasons: string[] = [];
  const patients = swept.filter(({ role }) => role === 'patient');
  if (plan.parts.includes('sweep') && patients.length < 2) {
    reasons.push(
      `${patients.length === 0 ? 'no patient account' : 'only one patient account'} was there: two are needed to see anything of another`,
    );
  }
  if (
    plan.update.expected &&
    !history.attempts.some((attempt) => attempt.phase === 'before-update')
  ) {
    reasons.push('nothing was attempted before the update: there is nothing to compare with');
  }
  if (!history.attempts.some((attempt) => attempt.phase === phase)) {
    reasons.push(`nothing was attempted ${phaseInWords(phase)}`);
  } else {
    const nothing = nothingOfOthers(evidence);
    if (nothing !== null) reasons.push(nothing);
  }
  if (ledger.things.size === 0)
    reasons.push('no consultation was created: there is nothing to protect');
  return reasons;
}

function unknownNames({ ledger, plan, attempts }: ExaminedEvidence): string[] {
  const things = new Set(
    attempts.filter(({ asked }) => asked === 'unknown').map(({ attempt }) => attempt.thing),
  );
  const viewers = new Set(
    attempts
      .filter(
        ({ attempt }) => attempt.sessionState !== 'none' && !ledger.accounts.has(attempt.viewer),
      )
      .map(({ attempt }) => attempt.viewer),
  );
  const reasons: string[] = [];
  if (things.size > 0)
    reasons.push(`attempts name ${things.size} things whose creation is not recorded`);
  if (ledger.unfinished.size > 0) {
    const hasStaff = [...ledger.accounts.values()].some(({ role }) => role !== 'patient');
    reasons.push(
      `something was planted for ${ledger.unfinished.size} accounts in things whose creation is not recorded${hasStaff ? ': what staff see of theirs is not judged' : ''}`,
    );
  }
  if (viewers.size > 0)
    reasons.push(`attempts name ${viewers.size} viewers whose creation is not recorded`);
  return [...reasons, ...undescribed(attempts, plan)];
}

/**
 * What was asked for and is not in the plan: the definition has changed since. A browser also loads what nobody
 * described, and nobody need describe an answer that holds the address of a link.
 */
function undescribed(
  attempts: readonly ResolvedAttempt[],
  { surfaces }: ExaminedEvidence['plan'],
): string[] {
  const known = new Set(surfaces.map(({ id }) => id));
  const others = attempts
    .map(({ attempt }) => attempt)
    .filter(
      ({ part, variant }) =>
        part !== 'scenarios' && ![linkSource, namedAddress, endedAddress].includes(variant),
    )
    .map(({ surface }) => surface)
    // An address that an answer named is tried with other credentials, too.
    .filter((surface) => !known.has(placeOfAddress(surface).surface));
  return [...new Set(others)]
    .sort(compareText)
    .map(
      (surface) =>
        `${surface} was described only after the run had begun, and is not judged: seed a new run with \`chaperone seed\``,
    );
}

/** What was seen is said, and is not held against the deployment: it may be of anybody. */
function doubts(evidence: ExaminedEvidence): string[] {
  return gapsInWords(
    evidence.attempts.flatMap((resolved) =>
      weighingOf(evidence, resolved).doubts.map((why) => ({
        surface: resolved.surface.id,
        who: null,
        why,
      })),
    ),
  );
}

function bounded(reasons: readonly string[], what: string): string[] {
  const more = reasons.length - named;
  return more > 0 ? [...reasons.slice(0, named), `and ${more} more ${what}`] : [...reasons];
}

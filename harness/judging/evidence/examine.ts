import type { AccountId } from '../../domain/accounts/account.ts';
import type { Evidence } from '../../domain/verdict/invariant.ts';
import type { LedgerAccount } from '../../domain/ledger/ledger.ts';
import type { Phase } from '../../domain/phase.ts';
import { findOpenings } from './access/access-changes.ts';
import { findAccessMatrix } from './access/access-matrix.ts';
import { withAnsweredKinds } from './surfaces/answered-kinds.ts';
import { findCommonMedia } from './media/common-media.ts';
import { findCommonSurfaces } from './surfaces/common-surfaces.ts';
import { deadSessions } from './sessions/dead-sessions.ts';
import { findWriters } from './signs/contested-rows.ts';
import { findEmptyLists } from './surfaces/empty-lists.ts';
import { findPublicPlaces } from './signs/doubtful-tokens.ts';
import type { ExaminedEvidence, IndexedEvidence } from './examined-evidence.ts';
import { findListsBeforeRun } from './surfaces/lists-before-run.ts';
import { findGrantedSurfaces } from './surfaces/granted-surfaces.ts';
import { findUniqueValueFields } from './signs/unique-value-fields.ts';
import { findMediaOwners } from './media/media-digests.ts';
import { findOpenSurfaces } from './sessions/open-surfaces.ts';
import { tallyOwnViews } from './sessions/own-tallies.ts';
import { findControls } from './sessions/pairing.ts';
import { findPlaceholders } from './surfaces/placeholders.ts';
import { findPublicSurfaces } from './surfaces/public-surfaces.ts';
import { resolveAttempts } from './resolve-attempts.ts';
import type { ResolvedAttempt } from './resolved-attempt.ts';
import { clearedByRetry } from './sessions/retries.ts';
import { findOwnFields } from './signs/row-claims.ts';
import { endOf } from './sessions/time-of-run.ts';
import { findToldPlaces } from './signs/told-rows.ts';
import { weigh } from './weigh.ts';

/** Works out what all invariants look at: each attempt is looked up and weighed once. */
export function examine(recorded: Evidence): ExaminedEvidence {
  const evidence = { ...recorded, plan: withAnsweredKinds(recorded.plan, recorded.history) };
  const indexed = indexAttempts(evidence, resolveAttempts(evidence));
  const weighings = indexed.attempts.map((attempt) => weigh(indexed, attempt));
  const access = findAccessMatrix(indexed, weighings);
  return { ...indexed, weighings, access, openings: findOpenings(access) };
}

function indexAttempts(evidence: Evidence, attempts: readonly ResolvedAttempt[]): IndexedEvidence {
  const { plan, history, ledger } = evidence;
  const open = findOpenSurfaces(attempts);
  const dead = deadSessions(ledger, attempts, open);
  const publicPlaces = findPublicPlaces(ledger, attempts);
  const publicSurfaces = findPublicSurfaces({ ...evidence, publicPlaces }, attempts);
  const placeholders = findPlaceholders(ledger, attempts);
  const listsBeforeRun = findListsBeforeRun(ledger, attempts);
  return {
    ...evidence,
    attempts,
    controls: findControls(ledger, attempts, open),
    media: findMediaOwners(ledger, attempts, placeholders),
    placeholders,
    uniqueValueFields: findUniqueValueFields(attempts),
    publicPlaces,
    publicSurfaces,
    commonSurfaces: findCommonSurfaces({ ...evidence, publicPlaces, publicSurfaces }, attempts),
    commonMedia: findCommonMedia(attempts),
    granted: findGrantedSurfaces(ledger, attempts),
    emptyLists: findEmptyLists(attempts),
    writers: findWriters(history.attempts),
    listsBeforeRun,
    toldPlaces: findToldPlaces({ ...evidence, publicSurfaces, listsBeforeRun }, attempts),
    ownFields: findOwnFields(attempts),
    own: tallyOwnViews(attempts, dead),
    dead,
    cleared: clearedByRetry(attempts),
    phase: judgedPhase(evidence),
    end: endOf(plan, history),
    swept: sweptAccounts(evidence),
  };
}

/** The phase whose release is judged. */
function judgedPhase({ plan, history }: Pick<Evidence, 'plan' | 'history'>): Phase {
  const after: Phase = 'after-update';
  return plan.update.expected || history.attempts.some(({ phase }) => phase === after)
    ? after
    : 'before-update';
}

function sweptAccounts({ plan, history, ledger }: Evidence): LedgerAccount[] {
  if (!plan.parts.includes('sweep')) return [];
  const others = new Set<AccountId>();
  for (const fact of history.facts) {
    if (fact.fact === 'account-created' && (fact.part ?? 'sweep') !== 'sweep')
      others.add(fact.account);
    if (fact.fact === 'made-to-look') others.add(fact.account);
  }
  return [...ledger.accounts.values()].filter(({ id }) => !others.has(id));
}

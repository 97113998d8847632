import type { AccountId } from '../../domain/account.ts';
import { compareText } from '../../domain/in-order.ts';
import type { Evidence } from '../../domain/invariant.ts';
import type { LedgerAccount } from '../../domain/ledger.ts';
import type { Phase } from '../../domain/phase.ts';
import { whoseMedia } from './media-digests.ts';
import type { MediaOwners } from './media-digests.ts';
import { tallyOwnViews } from './own-views.ts';
import type { OwnTallies } from './own-views.ts';
import { findControls } from './pairing.ts';
import type { Controls } from './pairing.ts';
import { findPublicPlaces } from './doubtful-tokens.ts';
import type { PublicPlaces } from './doubtful-tokens.ts';
import { findFirstLooks } from './first-looks.ts';
import type { FirstLooks } from './first-looks.ts';
import { findHomePlaces } from './home-places.ts';
import type { HomePlaces } from './home-places.ts';
import { lookUpAttempts } from './tried.ts';
import type { Tried } from './tried.ts';
import { resolvedRetries } from './retries.ts';
import { deadSessions } from './dead-sessions.ts';
import type { DeadSessions } from './dead-sessions.ts';

/** What all invariants look at, worked out once: evidence with its attempts looked up and indexed. */
export type Examined = Evidence & {
  /** In the order of time. */
  tried: readonly Tried[];
  controls: Controls;
  media: MediaOwners;
  /** Where unique values have their place. */
  homes: HomePlaces;
  /** Where tokens stand that are anybody's to see. */
  publicPlaces: PublicPlaces;
  /** What accounts had before the run. */
  firstLooks: FirstLooks;
  /** How owners fared with their own. */
  own: OwnTallies;
  dead: DeadSessions;
  /** Attempts that were unclear, of which a repetition came out clearly. */
  resolved: ReadonlySet<string>;
  /** The phase whose release is judged: after the update, or the only one there is. */
  phase: Phase;
  /** Accounts that are expected to have tried everything: the sweep's. */
  swept: readonly LedgerAccount[];
};

const examined = new WeakMap<Evidence, Examined>();

/** Examines evidence; the same object is examined once, for all invariants. */
export function examine(evidence: Evidence): Examined {
  const known = examined.get(evidence);
  if (known !== undefined) return known;
  const tried = lookUpAttempts(evidence).sort(
    ({ attempt: a }, { attempt: b }) =>
      a.sentAt - b.sentAt || a.answeredAt - b.answeredAt || compareText(a.id, b.id),
  );
  const dead = deadSessions(evidence.ledger, tried);
  const result: Examined = {
    ...evidence,
    tried,
    controls: findControls(evidence.ledger, tried),
    media: whoseMedia(tried),
    homes: findHomePlaces(tried),
    publicPlaces: findPublicPlaces(evidence.ledger, tried),
    firstLooks: findFirstLooks(evidence.ledger, tried),
    own: tallyOwnViews(tried, dead),
    dead,
    resolved: resolvedRetries(tried),
    phase: judgedPhase(evidence),
    swept: sweptAccounts(evidence),
  };
  examined.set(evidence, result);
  return result;
}

/** The phase whose release is judged. */
export function judgedPhase({ plan, history }: Pick<Evidence, 'plan' | 'history'>): Phase {
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
  }
  return [...ledger.accounts.values()].filter(({ id }) => !others.has(id));
}

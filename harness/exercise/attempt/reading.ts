import type { AccountId } from '../../domain/account.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { Ids } from '../../domain/thing.ts';
import type { Found } from '../scan/inspect.ts';
import { isOf, withoutEchoes } from '../scan/sightings.ts';
import type { Account } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Question } from './answer.ts';

/** How the signs in an answer are read: what counts, and whose it is. */
export type Reading = {
  /** Leaves out what says nothing: echoes of what was sent, and what may come by design. */
  withoutEchoes(found: readonly Found[]): readonly Found[];
  /** The same for what an event tells, which repeats nothing. */
  ofEvent(found: readonly Found[]): readonly Found[];
  isOfViewer(sighting: Sighting): boolean;
  isOfOwner(sighting: Sighting): boolean;
  /** It is the viewer's own and open to them: to whom nothing is open, their own data is not theirs either. */
  isOwn(sighting: Sighting): boolean;
  /** Whose own list it is: its rows are told by short ids too. Null for anything else. */
  lister: { id: AccountId; ids: Ids } | null;
  shows: string | undefined;
  asked: Ids;
};

const nothing: ReadonlySet<string> = new Set();

export function readingOf({ plan }: RunIdentity, question: Question, viewer: AccountId): Reading {
  const { session, thing, surface, owner, lender = null } = question;
  const { run } = plan;
  const isWhose = (sighting: Sighting, account: AccountId): boolean =>
    isOf(sighting.kind === 'frame' ? { ...sighting, kind: 'token' } : sighting, account, run);
  const isOfViewer = (sighting: Sighting): boolean => isWhose(sighting, viewer);
  const isOpen = session?.state === 'open';
  return {
    withoutEchoes: (found) => {
      if (found.length === 0) return found;
      const kept = withoutEchoes(found, question.sent(), viewer);
      return lender === null ? kept : kept.filter(({ sign }) => !isOf(sign, lender, run));
    },
    ofEvent: (found) => withoutEchoes(found, nothing, viewer),
    isOfViewer,
    isOfOwner: (sighting) => owner !== undefined && isWhose(sighting, owner),
    isOwn: (sighting) =>
      isOpen && (isOfViewer(sighting) || wasOwn(sighting, session.account.formerly)),
    lister: surface.gives === 'list' && thing === null ? (session?.account ?? null) : null,
    shows: surface.shows,
    asked: question.asked,
  };
}

/** Whether a token was planted for the account by an earlier run. */
function wasOwn(sighting: Sighting, formerly: Account['formerly'] = []): boolean {
  if (sighting.kind !== 'token') return false;
  const { run, account } = sighting.token;
  return formerly.some((holder) => holder.run === run && holder.number === account);
}

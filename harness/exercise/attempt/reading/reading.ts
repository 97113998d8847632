import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import type { Found } from '../../scan/inspect.ts';
import { isOf, withoutEchoes } from '../../scan/sightings.ts';
import type { Account } from '../../state/held.ts';
import type { RunIdentity } from '../../state/run-identity.ts';
import type { Question } from './answer.ts';

/** Decides which signs in an answer count, and whose they are. */
export type Reading = {
  /** Leaves out signs without meaning: echoes of the request. */
  withoutEchoes(found: readonly Found[]): readonly Found[];
  /** As `withoutEchoes`, for the message of an event, which never is an echo. */
  ofEvent(found: readonly Found[]): readonly Found[];
  isOfViewer(sighting: Sighting): boolean;
  isOfOwner(sighting: Sighting): boolean;
  /**
   * Whether the sighting is the viewer's own, in an open session. A session that is not open has nothing of its own.
   */
  isOwn(sighting: Sighting): boolean;
  /** The viewer, if the answer is the viewer's own list, whose rows are recognised by short ids too; otherwise null. */
  lister: { id: AccountId; ids: Ids } | null;
  shows: string | undefined;
  asked: Ids;
  /** Of another run, a token names no account of this one. */
  run: number;
};

const nothing: ReadonlySet<string> = new Set();

export function readingOf({ plan }: RunIdentity, question: Question, viewer: AccountId): Reading {
  const { session, thing, surface, owner } = question;
  const { run } = plan;
  const isWhose = (sighting: Sighting, account: AccountId): boolean =>
    isOf(sighting.kind === 'frame' ? { ...sighting, kind: 'token' } : sighting, account, run);
  const isOfViewer = (sighting: Sighting): boolean => isWhose(sighting, viewer);
  const isOpen = session?.state === 'open';
  return {
    withoutEchoes: (found) =>
      found.length === 0 ? found : withoutEchoes(found, question.sent(), viewer),
    ofEvent: (found) => withoutEchoes(found, nothing, viewer),
    isOfViewer,
    isOfOwner: (sighting) => owner !== undefined && isWhose(sighting, owner),
    isOwn: (sighting) =>
      isOpen && (isOfViewer(sighting) || wasOwn(sighting, session.account.formerly)),
    lister: surface.gives === 'list' && thing === null ? (session?.account ?? null) : null,
    shows: surface.shows,
    asked: question.asked,
    run,
  };
}

/** Whether a token was planted for the account by an earlier run. */
function wasOwn(sighting: Sighting, formerly: Account['formerly'] = []): boolean {
  if (sighting.kind !== 'token') return false;
  const { run, account } = sighting.token;
  return formerly.some((holder) => holder.run === run && holder.number === account);
}

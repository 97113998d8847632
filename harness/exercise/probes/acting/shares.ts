import { isFirstHalf } from '../../state/first-half.ts';
import { now } from '../../../domain/clock.ts';
import { clockSkew, longestWait } from '../../../domain/ledger/share-times.ts';
import { chooseShares } from '../choosing/choose-shares.ts';
import { inParallel } from '../../state/in-parallel.ts';
import { waitUntil } from '../../state/wait-until.ts';
import { tolerate } from './tolerate.ts';
import type { Session, Share } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';

/** Number of shares that are made or ended at the same time. */
const atOnce = 8;

/** Shares some things for a sweep, as `chooseShares` chooses them. A share that fails is recorded and left out. */
export async function openShares(
  worker: Worker,
  sessions: readonly Session[],
  seed: number,
): Promise<void> {
  const { sharing, maySee } = worker.definition;
  if (sharing === undefined || 'none' in sharing) return;
  const { shares, things } = worker;
  const chosen = chooseShares(sessions, things, { shares, maySee, seed, given: sharing.with });
  await inParallel(chosen, atOnce, async ({ from, thing, to }) => {
    await tolerate(worker, async () => worker.share(from, thing, to));
  });
}

/** Whether a share was ended or has expired by now. */
export function hasEnded({ ended, until }: Share): boolean {
  return ended || (until !== null && until + clockSkew < now());
}

/**
 * Ends shares: some by their owner, and some by waiting until they expire. Before the update only half of them end,
 * because the others have to survive it; and where an owner can end a share, nothing is waited for, since what is to end by
 * itself is tried after the update. Returns all shares that have ended, before this too: an update may bring them back.
 * @param until when the sweep has to end (milliseconds since the epoch): what ends by itself later is not waited for
 */
export async function endShares(
  worker: Worker,
  sessions: readonly Session[],
  until: number,
): Promise<readonly Share[]> {
  const { sharing } = worker.definition;
  if (sharing === undefined || 'none' in sharing) return [];
  const open = worker.shares.filter((share) => !hasEnded(share));
  const ending =
    worker.phase === 'before-update'
      ? [...Map.groupBy(open, ({ to }) => to.role).values()].flatMap((ofRole) =>
          ofRole.filter((_, index) => index % 2 === 0),
        )
      : open;
  const isFirst = isFirstHalf(worker);
  const byTime = ending.filter((share, index) => {
    const isWaitedFor = typeof sharing.end !== 'function' || (!isFirst && index % 4 < 2);
    return isWaitedFor && isNear(share, until);
  });
  const byHand =
    typeof sharing.end === 'function' ? ending.filter((one) => !byTime.includes(one)) : [];
  await inParallel(byHand, atOnce, async (share) => {
    const owner = sessions.find(({ account }) => account.id === share.thing.owner.id);
    if (owner !== undefined) await tolerate(worker, async () => worker.endShare(owner, share));
  });
  const last = Math.max(0, ...byTime.map(({ until }) => until ?? 0));
  await waitUntil(worker, last === 0 ? 0 : last + clockSkew + 1, () => undefined);
  return worker.shares.filter(hasEnded);
}

function isNear({ until: end }: Share, latest: number): boolean {
  return end !== null && end - now() <= longestWait && end + clockSkew < latest;
}

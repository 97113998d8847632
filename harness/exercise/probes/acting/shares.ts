import { setTimeout as sleep } from 'node:timers/promises';
import { clockSkew, longestWait } from '../../../domain/share-times.ts';
import { chooseShares } from '../choosing/choose-shares.ts';
import { inParallel } from '../../state/in-parallel.ts';
import { tolerate } from './tolerate.ts';
import type { Session, Share } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';

/** Shares made and ended at once. */
const atOnce = 8;

/** Shares some things for a sweep; see `chooseShares`. What fails is in the history. */
export async function openShares(
  worker: Worker,
  sessions: readonly Session[],
  seed: number,
): Promise<void> {
  const { sharing, maySee } = worker.definition;
  if (sharing === undefined || 'none' in sharing) return;
  const { shares, things } = worker;
  const chosen = chooseShares(sessions, things, { shares, maySee, seed });
  await inParallel(chosen, atOnce, async ({ from, thing, to }) => {
    await tolerate(worker, async () => worker.share(from, thing, to));
  });
}

/** Whether a share is over by now, by its end or its time. */
export function hasEnded({ ended, until }: Share): boolean {
  return ended || (until !== null && until + clockSkew < Date.now());
}

/**
 * Ends shares, each in one of the ways that it can end, by turns: ended by its owner, or waited for. Before the
 * update only half of them: the others have to survive it. Returns those that are over now and were not before.
 */
export async function endShares(
  worker: Worker,
  sessions: readonly Session[],
): Promise<readonly Share[]> {
  const { sharing } = worker.definition;
  if (sharing === undefined || 'none' in sharing) return [];
  const open = worker.shares.filter((share) => !hasEnded(share));
  const ending =
    worker.phase === 'before-update' ? open.filter((_, index) => index % 2 === 0) : open;
  const byTime = ending.filter(
    (share, index) => isNear(share) && (typeof sharing.end !== 'function' || index % 4 < 2),
  );
  const byHand =
    typeof sharing.end === 'function' ? ending.filter((one) => !byTime.includes(one)) : [];
  await inParallel(byHand, atOnce, async (share) => {
    const owner = sessions.find(({ account }) => account.id === share.thing.owner.id);
    if (owner !== undefined) await tolerate(worker, async () => worker.endShare(owner, share));
  });
  const last = Math.max(0, ...byTime.map(({ until }) => until ?? 0));
  await sleep(Math.max(0, last + clockSkew + 1 - Date.now()), undefined, {
    signal: worker.signal,
  }).catch(() => undefined);
  return worker.shares.filter(
    (share) =>
      hasEnded(share) &&
      open.some(({ thing, to }) => thing.id === share.thing.id && to.id === share.to.id),
  );
}

function isNear({ until }: Share): boolean {
  return until !== null && until - Date.now() <= longestWait;
}

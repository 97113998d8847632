import { setTimeout as sleep } from 'node:timers/promises';
import { askable } from '../../deployment/surface.ts';
import { inParallel } from '../state/in-parallel.ts';
import { listenAll } from './listening/listen-all.ts';
import { fieldOf, planBarredRounds, planRounds } from './listening/plan-rounds.ts';
import type { ListenRound } from '../listening/round-types.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { formerJobs, sharedJobs } from './share-jobs.ts';
import { barredJobs, ownJobs, sweepJobs } from './sweep-jobs.ts';
import { awaitEnds, endedJobs } from './sweep-links.ts';
import { barSessions, sessionsAtHand } from './sweep-sessions.ts';
import { endShares, hasEnded, openShares } from './sweep-shares.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';
import type { Worker } from '../worker/worker.ts';

export type SweepOptions = {
  /** Chooses the pairs; another seed, other pairs. */
  seed: number;
  /** Attempts under way at once. Default: the definition's, else 16. */
  concurrency?: number;
  /** Retries are not counted, nor what a session is asked only to see that it works. */
  onProgress?(progress: { done: number; total: number }): void;
  /** Told each second how long (in seconds) it is until links end that are to be tried after that. */
  onWait?(seconds: number): void;
};

const retries = 3;
/** Milliseconds before the first retry; doubled before each further one. */
const firstWait = 100;

/** Owners' requests a surface that show, at the end, that it still answers. */
const controlsEach = 2;

/**
 * Lets every account look at everything: all that is its own, then (a part of) what is others', then its own
 * again, so that each refusal stands between two successes of the owner. What is listened to comes before the
 * second time, so that sessions and what owners made meanwhile are looked at afterwards. Some things are shared
 * meanwhile; what had been, and is over, is tried again. Sessions that are signed out or half signed in for the
 * purpose come last, since signing in may end an account's other session; some owners' requests follow them. Links
 * are tried once more after their end, which is waited for last. Returns when all is done, or early when the
 * worker's signal is aborted.
 */
export async function sweep(worker: Worker, options: SweepOptions): Promise<void> {
  const { seed } = options;
  const surfaces = askable(worker.definition.surfaces);
  const { open } = sessionsAtHand(worker);
  await openShares(worker, open, seed);
  const lasting = worker.shares.filter((share) => !hasEnded(share));
  const shared = sharedJobs(surfaces, open, lasting);
  const { own, foreign } = sweepJobs(
    surfaces,
    sessionsAtHand(worker),
    worker.things,
    seed,
    worker.shares,
  );
  const atOnce = options.concurrency ?? worker.definition.concurrency ?? 16;
  const granted = new Set<AttemptRequest>();
  let total = shared.length + own.length * 2 + foreign.length;
  let done = 0;
  const tell = () => {
    done += 1;
    options.onProgress?.({ done, total });
  };
  const perform = async (block: readonly AttemptRequest[]) =>
    inParallel(block, atOnce, async (request) => {
      if (worker.signal.aborted) return;
      if ((await persist(worker, request)) === 'granted') granted.add(request);
      tell();
    });
  /** Gives what owners are to look at of what they have made meanwhile. */
  const listen = async (rounds: readonly ListenRound[]): Promise<readonly AttemptRequest[]> => {
    const before = new Set(worker.things.map(({ id }) => id));
    total += rounds.length;
    await listenAll(worker, rounds, tell);
    const made = worker.things.filter(({ id }) => !before.has(id));
    const later = sessionsAtHand(worker)
      .open.flatMap((session) => ownJobs(surfaces, session, made))
      .filter(({ thing }) => thing !== null);
    total += later.length;
    return later;
  };
  await perform(shared);
  await perform(own);
  // Which links there are, and what of them can be forged, is known once their owners were given them.
  const tried = foreign.filter((request) => worker.canTry(request));
  total -= foreign.length - tried.length;
  await perform(tried);
  const made = await listen(planRounds(fieldOf(worker, seed)));
  for (const block of [own, made]) await perform(block);
  const over = formerJobs(surfaces, open, await endShares(worker, open));
  total += over.former.length + over.controls.length;
  for (const block of [over.former, over.controls]) await perform(block);
  if (worker.signal.aborted) return;
  const shown = own.filter((request) => granted.has(request));
  const ended = await barSessions(worker, shown);
  const barred = barredJobs(surfaces, ended, worker.things).filter((request) =>
    worker.canTry(request),
  );
  const controls = chooseControls(shown, ended);
  total += barred.length + controls.length;
  await perform(barred);
  const out = [...new Set([...ended, ...sessionsAtHand(worker).barred])];
  const late = await listen(planBarredRounds(fieldOf(worker, seed), out));
  for (const block of [late, controls]) await perform(block);
  if (worker.signal.aborted) return;
  const due = endedJobs(worker, surfaces, sessionsAtHand(worker).open);
  if (due.length === 0) return;
  total += due.length;
  await perform(await awaitEnds(worker, due, options.onWait));
  // That the surface still answers, and that those who were refused could be told so.
  const touched = new Set(ended.map(({ account }) => account.id));
  const last = own.filter(
    ({ surface, session }) => surface.link?.lasts && !touched.has(session?.account.id ?? ''),
  );
  await perform([...new Set([...last, ...controls.filter(({ surface }) => surface.link?.lasts)])]);
}

/** Some of each surface, of accounts that did not sign in again where there are such. */
function chooseControls(
  own: readonly AttemptRequest[],
  ended: readonly Session[],
): AttemptRequest[] {
  const touched = new Set(ended.map(({ account }) => account.id));
  const rank = ({ session }: AttemptRequest): number =>
    Number(touched.has(session?.account.id ?? ''));
  return [...Map.groupBy(own, ({ surface }) => surface.id).values()].flatMap((requests) =>
    requests.toSorted((left, right) => rank(left) - rank(right)).slice(0, controlsEach),
  );
}

/** Tries again what came to nothing clear. */
async function persist(worker: Worker, request: AttemptRequest): Promise<Outcome> {
  const first = await worker.attempt(request);
  let { outcome } = first;
  for (
    let retry = 0;
    retry < retries && outcome === 'unclear' && !worker.signal.aborted;
    retry += 1
  ) {
    await sleep(firstWait * 2 ** retry, undefined, { signal: worker.signal }).catch(
      () => undefined,
    );
    if (!worker.signal.aborted)
      ({ outcome } = await worker.attempt({ ...request, retryOf: first.id }));
  }
  return outcome;
}

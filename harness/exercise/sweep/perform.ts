import { setTimeout as sleep } from 'node:timers/promises';
import type { ProbeAttempt } from '../../deployment/probe.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Outcome } from '../../domain/attempts/outcome.ts';
import { asksToWait } from '../http/pace.ts';
import { changesOnlyIds } from '../http/request-change.ts';
import { requestKey } from '../probes/choosing/requests.ts';
import { inParallel } from '../state/in-parallel.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Worker } from '../worker/worker.ts';
import { createBreaker } from './breaker.ts';
import type { Breaker } from './breaker.ts';
import { listenAll } from './listen-all.ts';
import type { ListenRound } from '../listening/round-types.ts';
import { releasesOf } from './releases.ts';
import { createRetries, mayPass, mostRetries } from './retries.ts';
import type { Retries } from './retries.ts';

/** Milliseconds within which a deployment will have noticed that somebody has hung up. */
const noticing = 10;
/** Milliseconds before the first retry of what may pass by itself; doubled before each further one. */
const firstWait = 100;

/** Makes attempts, and keeps their outcomes. */
export type Performer = {
  /**
   * Makes all attempts, several at once. Resolves early when no further attempt is made.
   * @param until milliseconds since the epoch after which none begins. Default: no limit. Resolves with those that it left
   */
  perform(requests: readonly AttemptRequest[], until?: number): Promise<readonly AttemptRequest[]>;
  /** Holds all rounds, as `perform` does. */
  listen(rounds: readonly ListenRound[], until?: number): Promise<readonly ListenRound[]>;
  outcomeOf(attempt: ProbeAttempt & Pick<AttemptRequest, 'variant'>): Outcome | null;
  /**
   * Whether no further attempt is made: the worker's signal is aborted, or the deployment stalls. The latter records a
   * `failed` fact.
   */
  isOver(): boolean;
};

/**
 * @param atOnce attempts under way at once
 * @param tell called after each attempt with the number of attempts made, and of all requested so far
 */
export function createPerformer(
  worker: Worker,
  atOnce: number,
  tell: (progress: { done: number; total: number }) => void,
): Performer {
  const outcomes = new Map<string, Outcome>();
  const breaker = createBreaker(worker, atOnce);
  const retries = createRetries();
  let done = 0;
  let total = 0;
  const tick = (): void => tell({ done: ++done, total });
  return {
    async perform(requests, until = Infinity) {
      const left: AttemptRequest[] = [];
      total += requests.length;
      const make = async (request: AttemptRequest): Promise<void> => {
        if (breaker.isOver(request.surface)) return;
        const { hangUp } = request;
        if (hangUp === undefined) {
          outcomes.set(requestKey(request), await persist(worker, request, { breaker, retries }));
        } else await worker.hangUp({ ...request, hangUp });
        tick();
      };
      const { alone, groups } = releasesOf(requests);
      await inParallel(alone, atOnce, async (request) => {
        if (Date.now() >= until) left.push(request);
        else await make(request);
      });
      for (const group of groups) {
        const { hungUp, soon, later } = group;
        if (Date.now() >= until) {
          left.push(...hungUp, ...soon, ...later);
          continue;
        }
        await Promise.all(hungUp.map(make));
        const first = soon.map(make);
        if (later.length > 0) await sleep(noticing);
        await Promise.all([...first, ...later.map(make)]);
      }
      total -= left.length;
      return left;
    },
    async listen(rounds, until = Infinity) {
      total += rounds.length;
      if (breaker.isOver()) return [];
      const left = await listenAll(worker, rounds, { until, onDone: tick });
      total -= left.length;
      return left;
    },
    outcomeOf: (attempt) => outcomes.get(requestKey(attempt)) ?? null,
    isOver: () => breaker.isOver(),
  };
}

/** Makes an attempt, and repeats it while its outcome is unclear and repeating may help. */
async function persist(
  worker: Worker,
  request: AttemptRequest,
  { breaker, retries }: { breaker: Breaker; retries: Retries },
): Promise<Outcome> {
  const first = await worker.attempt(request);
  breaker.note(first);
  if (isFinal(request, first)) return first.outcome;
  let last = first;
  for (
    let retry = 0;
    retry < mostRetries &&
    last.outcome === 'unclear' &&
    !breaker.isOver(request.surface) &&
    retries.mayHelp(last);
    retry += 1
  ) {
    if (mayPass(last.status))
      await sleep(firstWait * 2 ** retry, undefined, { signal: worker.signal }).catch(
        () => undefined,
      );
    if (breaker.isOver(request.surface)) break;
    const again = await worker.attempt({ ...request, retryOf: first.id });
    breaker.note(again);
    retries.note(last, again);
    last = again;
  }
  return last.outcome;
}

/**
 * Whether the same answer would come again: one that is longer than can be read, or an error in answer to a changed
 * request. Other ids make no request unusual, but those that were asked to wait have waited and been repeated already.
 */
function isFinal({ change, address }: AttemptRequest, { status, truncated }: Attempt): boolean {
  if (status === null) return false;
  // What was longer than can be read will be as long again.
  if (truncated) return true;
  // Nobody knows what an address should give that an answer named.
  if (address !== undefined) return true;
  if (change === undefined) return false;
  return !changesOnlyIds(change) || asksToWait(status);
}

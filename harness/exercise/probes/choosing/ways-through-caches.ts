import type { RequestChange } from '../../../deployment/probe.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Worker } from '../../worker/worker.ts';

/** How an account asks: by a change, plainly (`undefined`), or not at all, since it has nothing to ask so with (null). */
export type Way = (own: AttemptRequest) => RequestChange | null | undefined;

/**
 * Ways to ask for the same that a cache may keep apart, each by what it forgot to keep accounts apart by. The most
 * promising first.
 */
export function waysThroughCaches(worker: Pick<Worker, 'conditionOn'>): Way[] {
  return [
    () => undefined,
    // As browsers of many people say it. Requests of the harness say no language.
    () => ({ name: 'in-a-language', headers: { 'accept-language': 'en-GB,en;q=0.9' } }),
    ({ surface }) =>
      // Media are asked for so anyway.
      surface.gives === 'stream'
        ? null
        : { name: 'uncompressed', headers: { 'accept-encoding': 'identity' } },
    (own) => {
      const headers = worker.conditionOn(own);
      return headers === null ? null : { name: 'if-changed', hidesQuery: true, headers };
    },
    () => ({ name: 'by-gzip-alone', headers: { 'accept-encoding': 'gzip' } }),
  ];
}

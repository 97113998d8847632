import { createRandom } from '../../../accounts/random.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';

/**
 * Requests in a random order of pairs: after each account comes the one that is most like it, then the one that is least
 * like that. What a cache does to one kind of account shows only where the next is of that kind, and several kinds in a row
 * tell of which kind it is.
 */
export function alikeInPairs(requests: readonly AttemptRequest[], seed: number): AttemptRequest[] {
  const left = createRandom('alike in pairs', seed).shuffle(requests);
  const ordered: AttemptRequest[] = [];
  for (let last = left.shift(); last !== undefined; last = left.shift()) {
    ordered.push(last);
    const { session } = last;
    const sign = ordered.length % 2 === 1 ? 1 : -1;
    const rank = (other: AttemptRequest): number => sign * likeness(session, other.session);
    left.sort((one, other) => rank(other) - rank(one));
  }
  return ordered;
}

/** In how many factors two accounts are alike. */
function likeness(one: AttemptRequest['session'], other: AttemptRequest['session']): number {
  if (one === null || other === null || one.account.role !== other.account.role) return -1;
  const { cohort } = one.account;
  return Object.keys(cohort).filter((name) => cohort[name] === other.account.cohort[name]).length;
}

import { createRandom } from '../../../accounts/random.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';

/**
 * Requests in a random order, in which each is followed by that of the account that is most like its own: what a cache
 * does to one kind of account shows only where the next is of that kind, too.
 */
export function likeNextToLike(
  requests: readonly AttemptRequest[],
  seed: number,
): AttemptRequest[] {
  const left = createRandom('like next to like', seed).shuffle(requests);
  const ordered: AttemptRequest[] = [];
  for (let last = left.shift(); last !== undefined; last = left.shift()) {
    ordered.push(last);
    const { session } = last;
    left.sort((one, other) => likeness(session, other.session) - likeness(session, one.session));
  }
  return ordered;
}

/** In how many factors two accounts are alike. */
function likeness(one: AttemptRequest['session'], other: AttemptRequest['session']): number {
  if (one === null || other === null || one.account.role !== other.account.role) return -1;
  const { cohort } = one.account;
  return Object.keys(cohort).filter((name) => cohort[name] === other.account.cohort[name]).length;
}

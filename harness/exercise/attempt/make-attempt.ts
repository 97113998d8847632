import type { Attempt } from '../../domain/attempt.ts';
import { tryOnce } from './http.ts';
import { expiredThen } from '../session/upkeep.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Attempting } from './http.ts';
import { traitsOf } from '../../domain/surface-traits.ts';

/** Times that one attempt is repeated because its session had expired. */
const mostRepeats = 3;

/**
 * One attempt, recorded. One that was refused only because its session had expired is repeated with the renewed
 * one. See `Worker.attempt`.
 */
export async function makeAttempt(worker: Attempting, request: AttemptRequest): Promise<Attempt> {
  const { session } = request;
  const upkeep = session === null ? null : worker.sessionCredentials.get(session.id)?.upkeep;
  let { retryOf } = request;
  for (let repeats = 0; ; repeats += 1) {
    await upkeep?.ready();
    const renewals = upkeep?.renewals ?? 0;
    const attempt = await tryOnce(worker, {
      ...request,
      ...(retryOf === undefined ? {} : { retryOf }),
    });
    const own = isOwn(request);
    if (own && attempt.outcome === 'granted') upkeep?.granted(request, attempt);
    const expired =
      repeats < mostRepeats &&
      mayHaveExpired(request, attempt, own) &&
      // Of two that were on their way at once, the later one may have come before the session's end, and the earlier after.
      (await upkeep?.revived({
        renewals,
        sentAt: own ? attempt.answeredAt : attempt.sentAt,
        own,
      })) === true;
    if (!expired) {
      worker.recordAttempt(attempt);
      return attempt;
    }
    worker.recordAttempt(expiredThen(attempt));
    retryOf = attempt.id;
  }
}

/** What its session's account may have: its own; of staff, also what is theirs with a patient. */
function isOwn({ session, thing }: AttemptRequest): boolean {
  const viewer = session?.account.id;
  if (thing === null || thing.owner.id === viewer) return true;
  return Object.values(thing.party).some(({ id }) => id === viewer);
}

/** Whether the answer may be that to somebody who is not signed in. */
function mayHaveExpired(
  { surface }: AttemptRequest,
  { outcome, status, truncated, variant }: Attempt,
  own: boolean,
): boolean {
  // Links end, and are made up.
  const due = own && variant === 'plain' && traitsOf(surface).addressedByIds;
  if (outcome === 'denied') return due || (status !== null && status <= 401);
  if (outcome === 'concealed') return due && status !== null && status >= 400;
  // A list that broke off after its first page.
  return outcome === 'unclear' && surface.gives === 'list' && truncated;
}

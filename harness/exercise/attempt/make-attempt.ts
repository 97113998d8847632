import type { Attempt } from '../../domain/attempts/attempt.ts';
import { tryOnce } from './http.ts';
import { toldOfTrial } from './fresh-trial.ts';
import { expiredThen } from '../session/upkeep.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Attempting } from './http.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';

/** Most repeats of one attempt because its session had expired. */
const mostRepeats = 3;

/**
 * Makes one attempt and records it. If it was refused only because its session had expired, it is repeated after the
 * session was renewed. See `Worker.attempt`.
 */
export async function makeAttempt(worker: Attempting, request: AttemptRequest): Promise<Attempt> {
  const { session, carried } = request;
  // A refusal of a value in the place of the session's credentials says nothing of the session.
  const isOther = session === null || carried !== undefined;
  const upkeep = isOther ? null : worker.sessionCredentials.get(session.id)?.upkeep;
  let { retryOf } = request;
  for (let repeats = 0; ; repeats += 1) {
    await upkeep?.ready();
    const renewals = upkeep?.renewals ?? 0;
    const attempt = await tryOnce(worker, {
      ...request,
      ...(retryOf === undefined ? {} : { retryOf }),
    });
    if (request.fresh !== undefined) {
      const told = toldOfTrial(attempt, request.fresh, worker.plan.run);
      worker.recordAttempt(told);
      return told;
    }
    const own = isOwn(worker, request);
    if (own && attempt.outcome === 'granted') upkeep?.granted(request, attempt);
    const expired =
      repeats < mostRepeats &&
      mayHaveExpired(request, attempt, own) &&
      // Of two requests under way at once, the server may have handled the later one first, before the session expired.
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

/**
 * Whether the session's account may have the thing: it is the owner, or one of the thing's staff who may see it whole. To
 * be refused what one may not see tells nothing of the session.
 */
function isOwn({ definition }: Attempting, { session, thing }: AttemptRequest): boolean {
  const viewer = session?.account ?? null;
  if (thing === null || thing.owner.id === viewer?.id) return true;
  const isOfParty = Object.values(thing.party).some(({ id }) => id === viewer?.id);
  const may = definition.maySee?.({ viewer, thing, owner: thing.owner, field: null });
  return isOfParty && may === true;
}

/** Whether the answer may be one that a viewer without a session gets, too. */
function mayHaveExpired(
  { surface }: AttemptRequest,
  { outcome, status, why, variant }: Attempt,
  own: boolean,
): boolean {
  // A link may have expired or been forged, so its refusal says nothing about the session.
  const due = own && variant === 'plain' && traitsOf(surface).addressedByIds;
  if (outcome === 'denied') return due || (status !== null && status <= 401);
  if (outcome === 'concealed') return due && status !== null && status >= 400;
  // The session may have expired between two pages of a list.
  return outcome === 'unclear' && surface.gives === 'list' && /^page \d/.test(why ?? '');
}

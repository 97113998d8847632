import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { ThingId } from '../../../domain/ledger/thing.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { signsOf } from '../signs/signs.ts';

/** An answer with media of a thing that its viewer may see. */
export type MarkedPlay = ResolvedAttempt & { thing: ThingId; owner: AccountId };

/**
 * A range that was cut out of another's media shows as at least so many pieces in a row. Fewer may be the same by chance:
 * an encoder writes the same bytes for a header, for silence, for a tone of the same pitch.
 */
const fewestOfRange = 3;

/**
 * Answers that are media of the thing that was asked for, though other owners' may have a piece of it in common: its owner's
 * marker stands in their bytes (a header tells only what was asked for), nothing that the viewer may not see does, and no
 * more of it is another's than may be by chance.
 * @param ownerOf the only owner that is known to have a piece; null where none is, or several are
 */
export function findMarkedPlays(
  ledger: Ledger,
  attempts: readonly ResolvedAttempt[],
  ownerOf: (digest: string) => AccountId | null,
): MarkedPlay[] {
  return attempts.filter(
    (resolved): resolved is MarkedPlay =>
      isGrantedMedia(resolved) && isMarked(ledger, resolved) && !holdsRange(resolved, ownerOf),
  );
}

function isGrantedMedia({ attempt, asked, state, thing, owner }: ResolvedAttempt): boolean {
  return (
    attempt.digests.length > 0 &&
    attempt.outcome === 'granted' &&
    state === 'open' &&
    (asked === 'own' || asked === 'entitled') &&
    thing !== null &&
    owner !== null
  );
}

function isMarked(ledger: Ledger, resolved: ResolvedAttempt): boolean {
  const signs = signsOf(ledger, resolved);
  return (
    signs.every(({ may }) => may === 'yes') &&
    signs.some(
      ({ owner, strong, sighting }) =>
        owner === resolved.owner && strong && !sighting.where.startsWith('header '),
    )
  );
}

/** Whether so many pieces of another's stand in a row that they are a range of that one's media. */
function holdsRange(
  { attempt, owner }: ResolvedAttempt,
  ownerOf: (digest: string) => AccountId | null,
): boolean {
  let [last, inRow]: [AccountId | null, number] = [null, 0];
  return attempt.digests.some((digest) => {
    const holder = ownerOf(digest);
    inRow = holder === last ? inRow + 1 : 1;
    last = holder;
    return holder !== null && holder !== owner && inRow >= fewestOfRange;
  });
}

import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { holdersBySighting } from './signs.ts';
import type { Sign } from './signs.ts';

/**
 * Whether a sign is the viewer's own, in a refusal: a page that greets by name those whom it turns away. With an open
 * session it may show anything of theirs, otherwise only what is the account's and no thing's.
 */
export function isOwnMarkerInRefusal(
  ledger: Ledger,
  { attempt, actingAs }: ResolvedAttempt,
  { owner, sighting }: Sign,
): boolean {
  const { viewer, outcome, sessionState } = attempt;
  if (owner !== viewer || actingAs === viewer) return false;
  if (outcome !== 'denied' && outcome !== 'concealed') return false;
  if (sessionState === 'open') return true;
  return holdersBySighting(ledger, sighting).every(({ thing }) => thing === null);
}

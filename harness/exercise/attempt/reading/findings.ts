import type { Item, NumberBeside } from '../../../domain/attempts/attempt.ts';
import { freshCredential } from '../../../domain/attempts/fresh-credential.ts';
import { isEndedVariant } from '../../../domain/surfaces/link-variant.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import type { Findings } from '../../classify/outcome.ts';
import { isSignInPage } from '../../classify/sign-in-page.ts';
import { holdsOnlyNumbers } from '../../rows/numbers-beside.ts';
import { totalOf } from '../../rows/page-size.ts';
import { isConnectionError, isRefusal } from '../../rows/refusal.ts';
import type { RunIdentity } from '../../state/run-identity.ts';
import type { Answer, Part, Question } from './answer.ts';
import type { Reading } from './reading.ts';

/** Gathers the findings about an answer from which `classify` decides its outcome. */
export function findingsOf(
  worker: RunIdentity,
  { session, thing, surface, variant, bodiless = false, owner }: Question,
  answer: Answer,
  seen: {
    sightings: readonly Sighting[];
    items: readonly Item[] | null;
    numbers: readonly NumberBeside[];
    reading: Reading;
  },
): Findings {
  const { sightings, items, reading } = seen;
  const contentType = answer.headers['content-type'] ?? '';
  // Only for patients: the rows of staff name their patients, not them.
  const isPatient = session?.account.role === 'patient';
  const isOfViewer = (index: number): boolean => {
    const sighting = sightings[index];
    return isPatient && sighting !== undefined && reading.isOfViewer(sighting);
  };
  return {
    gives: surface.gives,
    bodiless,
    own: thing === null || thing.owner.id === session?.account.id,
    // With another value in the place of its credentials, it is not the session that asks.
    open: session?.state === 'open' && !isEndedVariant(variant) && variant !== freshCredential,
    status: answer.status,
    failure: answer.failure,
    bytes: answer.bytes,
    contentType,
    signInPage: answer.parts.some((part) => holdsSignIn(worker, part, contentType)),
    redirect: answer.redirect,
    sign: owner === undefined ? sightings.length > 0 : sightings.some(reading.isOfOwner),
    rows: answer.rows,
    listWhy: answer.listWhy ?? null,
    ownRows: (items ?? []).every((item) => item.sightings.some(isOfViewer)),
    refusal:
      answer.refusal ||
      answer.parts.some(
        ({ isEvent, json }) =>
          isEvent !== undefined && (isRefusal(json) || isConnectionError(json)),
      ),
    sentHome: answer.sentHome ?? false,
    total: surface.gives === 'list' ? totalOf(answer.parts[0]?.json) : null,
    counted: seen.numbers.length > 0,
    numeric: answer.parts.length === 1 && holdsOnlyNumbers(answer.parts[0]?.json),
  };
}

function holdsSignIn({ definition }: RunIdentity, part: Part, answered: string): boolean {
  const { body, contentType = answered } = part;
  if (body === null || (contentType !== '' && !/html|text/.test(contentType))) return false;
  return isSignInPage(body.toString('utf8'), contentType, definition.signInPage);
}

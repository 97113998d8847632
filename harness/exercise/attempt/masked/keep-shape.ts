import { anonymous } from '../../../domain/accounts/account.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import type { Scanning } from '../../scan/inspect.ts';
import { accountOf } from '../../scan/sightings.ts';
import type { Holder } from '../../state/holdings.ts';
import type { Recorder } from '../../state/recorder.ts';
import type { RunIdentity } from '../../state/run-identity.ts';
import type { Answer, Question } from '../reading/answer.ts';
import type { Reading } from '../reading/reading.ts';
import { fieldNamesOf } from './field-name.ts';
import { marksOf } from './marks.ts';
import { shapeOf } from './shape-of.ts';

/** Most shapes of one kind of answer: with what is another patient's, and without. */
const most = { foreign: 2, plain: 1 };

/**
 * The shape of an answer, of the first few of its kind only, so that the history stays small: of those that brought back
 * what is not the viewer's, and, in the sweep, of one without that, which shows how it should be.
 */
export function keepShape(
  worker: Scanning &
    Pick<Recorder, 'shapesKept'> &
    Pick<Holder, 'holdings'> &
    Pick<RunIdentity, 'definition'>,
  { session, thing }: Pick<Question, 'session' | 'thing'>,
  answer: Pick<Answer, 'parts' | 'headers'>,
  attempt: Attempt,
  { isOwn, lister }: Pick<Reading, 'isOwn' | 'lister'>,
): Pick<Attempt, 'shape'> {
  if (attempt.channel !== 'http' && attempt.channel !== 'browser') return {};
  // Asked once for each sighting: lists have hundreds.
  const own = new Set(attempt.sightings.filter(isOwn));
  // What names the staff of an own consultation comes to every patient.
  const isForeign = (sighting: Sighting): boolean =>
    !own.has(sighting) && !isOfStaff(worker, sighting);
  const isPatientsList = lister !== null && session?.account.role === 'patient';
  const strangeRows = isPatientsList ? rowsWithoutSign(attempt, own) : [];
  const showsForeign = strangeRows.length > 0 || attempt.sightings.some(isForeign);
  if (!showsForeign && (attempt.part !== 'sweep' || attempt.outcome === 'unclear')) return {};
  const owner = thing === null ? 'list' : thing.owner.id === attempt.viewer ? 'own' : 'foreign';
  const kind = [
    attempt.surface,
    attempt.viewer === anonymous ? anonymous : session?.account.role,
    attempt.sessionState,
    owner,
    attempt.outcome,
    ...(showsForeign ? [attempt.probe, attempt.channel] : ['plain']),
  ].join('\n');
  const kept = worker.shapesKept.get(kind) ?? 0;
  if (kept >= (showsForeign ? most.foreign : most.plain)) return {};
  const marks = marksOf(
    attempt.sightings,
    { strangeRows, isOwn: (one) => own.has(one), isForeign },
    fieldNamesOf(worker),
    (text) => worker.inspecting.look(text),
  );
  const shapes = answer.parts.flatMap((part) => {
    // Messages and texts as shown have places of their own.
    if (part.place !== undefined || part.isEvent !== undefined) return [];
    return shapeOf(part, part.contentType ?? answer.headers['content-type'] ?? '', marks) ?? [];
  });
  // Of several pages the one that shows what is another's.
  const isShown = (index: string | number) =>
    marks.all.some((mark) => mark.holds === 'foreign' && mark.index === index);
  const shape = shapes.find(({ text }) => text.some(isShown)) ?? shapes[0];
  if (shape === undefined) return {};
  worker.shapesKept.set(kind, kept + 1);
  return { shape };
}

function isOfStaff({ holdings }: Pick<Holder, 'holdings'>, sighting: Sighting): boolean {
  if (sighting.kind === 'frame') return false;
  return (holdings.accounts.get(accountOf(sighting))?.role ?? 'patient') !== 'patient';
}

/** Places of rows in which nothing of the viewer's was seen. They may be the viewer's nevertheless, by their ids. */
function rowsWithoutSign({ items, sightings }: Attempt, own: ReadonlySet<Sighting>): string[] {
  const isOwnAt = (index: number): boolean => {
    const sighting = sightings[index];
    return sighting !== undefined && own.has(sighting);
  };
  return (items ?? []).filter((item) => !item.sightings.some(isOwnAt)).map(({ where }) => where);
}

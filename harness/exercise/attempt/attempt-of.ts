import { readToken } from '../../canaries/token.ts';
import type { Attempt, Item, NumberBeside } from '../../domain/attempts/attempt.ts';
import type { Sighting } from '../../domain/attempts/sighting.ts';
import { classifyListened } from '../classify/listened.ts';
import { classify } from '../classify/outcome.ts';
import type { Classified, Findings } from '../classify/outcome.ts';
import { unlessSpent } from '../classify/spent-session.ts';
import { placeOfAddress, playlistLine } from '../../domain/surfaces/link-variant.ts';
import { isBinary } from '../../domain/surfaces/media-type.ts';
import type { Network } from '../http/network.ts';
import { recordedHeaders } from '../http/recorded-headers.ts';
import type { CredentialStore } from '../http/session-credentials.ts';
import { itemsOf } from '../rows/attribute.ts';
import { fieldNames } from '../rows/field-names.ts';
import { numberAt, numbersBeside } from '../rows/numbers-beside.ts';
import { rowsElsewhere } from '../rows/rows-elsewhere.ts';
import { totalWithPlace } from '../rows/page-size.ts';
import { isPart } from '../rows/take-pages.ts';
import type { PlacedPage } from '../rows/attribute.ts';
import type { Scanning } from '../scan/inspect.ts';
import { placed } from '../scan/sightings.ts';
import type { Holder } from '../state/holdings.ts';
import type { Recorder } from '../state/recorder.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Answer, Part, Question } from './reading/answer.ts';
import { attemptHead } from './attempt-head.ts';
import { findingsOf } from './reading/findings.ts';
import { keepShape } from './masked/keep-shape.ts';
import { rowsOfMessage } from './reading/message-rows.ts';
import { withClaims } from './reading/row-claims.ts';
import { readingOf } from './reading/reading.ts';
import type { Reading } from './reading/reading.ts';
import { sightingsIn } from './reading/part-sightings.ts';
import { rowsOutsideLists } from './reading/told-rows.ts';
import { viewFields } from './reading/view-fields.ts';
import { wholeOf } from './reading/whole-of.ts';
import type { OwnAnswer } from './reading/told-rows.ts';

/** The roles of a worker that can make an attempt of an answer. */
export type AnswerReading = RunIdentity &
  Recorder &
  Scanning &
  CredentialStore &
  Pick<Holder, 'holdings'> &
  Pick<Network, 'base'>;

/**
 * Makes an attempt of an answer from any channel: finds the sightings in it, assigns them to rows, and decides the
 * outcome. This is the only place that does so. The attempt is not recorded yet.
 */
export async function attemptOf(
  worker: AnswerReading,
  question: Question,
  answer: Answer,
): Promise<Attempt> {
  const { session, thing, surface, variant } = question;
  const head = attemptHead(worker, session, thing, question.lender);
  const reading = readingOf(worker, question, head.viewer);
  const own = ownAnswerOf(question, reading);
  let strange = false;
  const pages = answer.parts.map((part): PlacedPage => {
    const found = sightingsIn(worker.inspecting, part, reading);
    // The number of a figure is no short id, whatever its field is called.
    const sightings = found.filter(({ kind, where }) => kind !== 'id' || where !== surface.figure);
    const told =
      own === null || !mayHoldRows(answer, part)
        ? []
        : rowsOutsideLists(worker, part, own, answer.headers['content-type'] ?? '');
    const isOwnList = own !== null && reading.lister !== null && part.isEvent === undefined;
    const rows = isOwnList ? withClaims(worker, part, sightings, own) : part.rows;
    if (part.isEvent === undefined) return { rows: [...rows, ...told], sightings };
    const message = rowsOfMessage(part, sightings, { isOwn: reading.isOwn, thing });
    strange ||= message.strange;
    return { rows: [...message.rows, ...told], sightings };
  });
  const attributed = itemsOf(pages, {
    listed: answer.rows !== null,
    wholes: surface.imported === true,
    own: reading.isOwn,
    digest: worker.digest,
    look: (text) => placed(reading.withoutEchoes(worker.inspecting.look(text)), null),
  });
  const sightings = [...attributed.sightings, ...seenInFrames(answer)];
  const { items } = attributed;
  const numbers = numbersOf(question, answer, own === null ? null : (items ?? []));
  const findings = findingsOf(worker, question, answer, { sightings, items, numbers, reading });
  const { answeredAt, status } = answer;
  const settled = answer.outcome ?? (await settle(question, answer, findings, strange));
  const credentials = worker.sessionCredentials.get(session?.id ?? '') ?? null;
  // A connection that was opened before the sign-out does not depend on the session's expiry.
  const final =
    variant === 'kept' ? settled : unlessSpent(settled, session, credentials, answeredAt);
  const attempt: Attempt = {
    ...head,
    surface: surface.id,
    variant,
    channel: answer.channel,
    sentAt: answer.sentAt,
    answeredAt,
    outcome: final.outcome,
    ...(final.why === undefined ? {} : { why: final.why }),
    status,
    headers: recordedHeaders(answer.headers, worker.base, worker.digest),
    bytes: answer.bytes,
    truncated:
      answer.truncated ||
      attributed.cut ||
      answer.parts.some(({ inspected }) => inspected.gaps.length > 0),
    digests: mediaIn(question, answer),
    sightings,
    items,
    ...(numbers.length > 0 ? { numbers } : {}),
    ...(question.watched === true && own !== null
      ? viewOf(worker, question, answer, { items, sightings, isOwn: reading.isOwn })
      : {}),
    ...elsewhereIn(question, answer),
    ...(items?.some(({ told }) => told !== undefined) === true ? { listed: true as const } : {}),
    ...(final.outcome === 'unclear' && surface.imported === true ? wholeOf(worker, answer) : {}),
    ...(own !== null && thing === null ? fieldsOf(worker, question, answer) : {}),
    ...question.more,
  };
  return { ...attempt, ...keepShape(worker, question, answer, attempt, reading) };
}

/** Rows in a list that is empty where its rows are, of which whoever has no open session is told more than that. */
function elsewhereIn({ session, surface }: Question, answer: Answer): { rowsElsewhere?: number } {
  const { status, rows, parts, headers } = answer;
  const isSuccess = status !== null && status >= 200 && status < 300;
  if (surface.gives !== 'list' || session?.state === 'open' || !isSuccess || rows !== 0) return {};
  const type = headers['content-type'] ?? '';
  const found = parts.reduce((sum, { json, body }) => sum + rowsElsewhere(json, body, type), 0);
  return found === 0 ? {} : { rowsElsewhere: found };
}

/** Names of the fields in an answer of success of an imported surface: of its rows, or of a text without rows. */
function fieldsOf(
  { digest }: Scanning,
  { surface }: Question,
  { status, parts }: Answer,
): Pick<Attempt, 'fields'> {
  if (surface.imported !== true || status === null || status < 200 || status >= 300) return {};
  const rows = parts.flatMap((part) => part.rows.map(({ value }) => value));
  const { all, personal } = fieldNames(rows.length > 0 ? rows : parts.map(({ json }) => json));
  if (all.length === 0) return {};
  return { fields: { all: all.map(digest), personal: personal.map(digest) } };
}

/** What a patient asked for of their own, in an open session; null for anything else. */
function ownAnswerOf({ session, thing, surface }: Question, reading: Reading): OwnAnswer | null {
  const viewer = session?.account;
  if (viewer?.role !== 'patient' || session?.state !== 'open') return null;
  const isOwn = thing === null || thing.owner.id === viewer.id;
  return isOwn ? { viewer, thing, reading, surface: surface.id } : null;
}

/** Whether a part of an answer may hold rows that nobody has read yet. */
function mayHoldRows({ status, rows }: Answer, { isEvent }: Part): boolean {
  return (status === null || status < 300) && (rows === null || isEvent !== undefined);
}

async function settle(
  question: Question,
  answer: Answer,
  findings: Findings,
  strange: boolean,
): Promise<Classified> {
  const { connection } = answer;
  if (connection !== undefined) return classifyListened(findings, { ...connection, strange });
  const classified = classify(findings);
  if (classified.decoy && (await question.isLikeDecoy?.()) === true)
    return { outcome: 'concealed' };
  return unlessEnded(classified, question.endsAt ?? null, answer.answeredAt);
}

/**
 * The number of a figure, or those beside the rows of a list's first page, of an answer that is one of success; or those
 * in a patient's own read.
 * @param own the rows of an answer to a patient's request for their own; null for any other
 */
function numbersOf(
  { surface, variant }: Question,
  { status, headers, rows, listWhy, parts: [first] }: Answer,
  own: readonly Item[] | null,
): readonly NumberBeside[] {
  if (first === undefined || status === null || status < 200 || status >= 300) return [];
  const { figure, gives } = surface;
  if (figure !== undefined) {
    const body = first.json ?? first.body?.toString('utf8');
    const value = numberAt(figure, { body, headers });
    return value === null ? [] : [{ where: figure, value }];
  }
  if (rows !== null) {
    const numbers = numbersBeside({ body: first.json, headers, rows: first.rows });
    const total = isPart(surface) ? null : totalWithPlace(first.json, first.rows[0]?.where);
    if (gives !== 'list' || (listWhy ?? null) !== null || total === null || total.value <= rows)
      return numbers;
    return [
      ...numbers.filter(({ where }) => where !== total.where),
      { ...total, beyondRows: true as const },
    ];
  }
  if (own === null || gives !== 'read' || variant !== 'plain' || first.json === undefined)
    return [];
  return numbersBeside({ body: first.json, headers, rows: own, isRead: true });
}

function viewOf(
  worker: Scanning,
  { surface }: Question,
  { status, parts: [first] }: Answer,
  found: Omit<Parameters<typeof viewFields>[2], 'surface'>,
): Pick<Attempt, 'view'> {
  const isSuccess = status !== null && status >= 200 && status < 300;
  return first === undefined || !isSuccess ? {} : viewFields(worker, first, { surface, ...found });
}

function seenInFrames({ frames = [] }: Answer): Sighting[] {
  return frames.flatMap((text, index): Sighting[] => {
    const token = readToken(text);
    const where = `frame ${index + 1}`;
    return token === null ? [] : [{ kind: 'frame', token, where, encoding: 'qr' }];
  });
}

/**
 * Digests of media in the answer. The text of an error page gives none, because everybody may get the same page; nor does
 * text at an address that an answer named, such as a calendar of all whom one treats: it is read, and its signs tell whose
 * each part is.
 */
function mediaIn({ surface }: Question, { status, headers, parts }: Answer): readonly string[] {
  const [first] = parts;
  if (first === undefined) return [];
  const isSuccess = status !== null && status >= 200 && status < 300;
  const { digests, carried = [] } = first.inspected;
  const { place } = placeOfAddress(surface.id);
  const isDescribed = place === '' || place === playlistLine;
  const isMedia = isBinary(headers['content-type'] ?? '') || (isSuccess && isDescribed);
  return [...(isMedia ? digests : []), ...carried];
}

/** Makes a refusal unclear if the address may have expired by then: it does not show who may use the address. */
function unlessEnded(
  classified: Classified,
  endsAt: number | null,
  answeredAt: number,
): Classified {
  const { outcome } = classified;
  const isTooLate = endsAt !== null && answeredAt >= endsAt;
  return isTooLate && (outcome === 'denied' || outcome === 'concealed')
    ? { outcome: 'unclear', why: 'the address had ended before it was answered' }
    : classified;
}

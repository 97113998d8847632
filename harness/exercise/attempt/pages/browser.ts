import { now } from '../../../domain/clock.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import { described } from '../../../deployment/surfaces/surface.ts';
import type { Surface } from '../../../deployment/surfaces/surface.ts';
import { keptLimit } from '../../http/deliver.ts';
import { isBinary } from '../../../domain/surfaces/media-type.ts';
import type { Network } from '../../http/network.ts';
import { newTrace, traceHeaders } from '../../http/trace.ts';
import { redirectFrom } from '../../http/redirect.ts';
import { readPage } from '../../rows/read-page.ts';
import { isRefusal } from '../../rows/refusal.ts';
import type { Holder } from '../../state/holdings.ts';
import { parseJson } from '../../scan/body-json.ts';
import { digestingOf } from '../../scan/inspect.ts';
import type { Scanning } from '../../scan/inspect.ts';
import type { Answer, Part, Question } from '../reading/answer.ts';
import { attemptOf } from '../attempt-of.ts';
import type { AnswerReading } from '../attempt-of.ts';
import type { Observation, PageTrace } from './observation.ts';
import type { PageSampleStore } from './page-samples.ts';
import { signsSent } from '../reading/signs-sent.ts';
import { jsonOf } from '../socket/shape.ts';
import { takePicture } from './take-picture.ts';
import type { PictureKeeping } from './take-picture.ts';
import { traitsOf } from '../../../domain/surfaces/surface-traits.ts';

/** A new trace for a request of a page, whose address may be one that an answer gave. See `Worker.traceFor`. */
export function traceFor({ tracing }: Pick<Network, 'tracing'>, address: URL): PageTrace | null {
  const trace = newTrace(tracing, address, 'answer');
  return trace === undefined ? null : { id: trace.id, headers: traceHeaders(trace, address) };
}

/** Records what a browser received or showed. See `Worker.observe`. */
export async function observe(
  worker: AnswerReading & Holder & PictureKeeping & PageSampleStore,
  observation: Observation,
): Promise<Attempt> {
  const surface = described(worker.definition.surfaces).find(
    (one) => one.id === observation.surface && traitsOf(one).addressedByIds,
  );
  const attempt = await attemptOf(
    worker,
    questionOf(worker, observation, surface),
    await answerOf(worker, observation, surface),
  );
  // Before the picture, which may take seconds: what was seen is not lost where the process ends meanwhile.
  worker.recordAttempt(attempt);
  worker.pageSamples?.keep({ observation, attempt });
  const picture = await takePicture(worker, observation, attempt);
  if (picture === undefined) return attempt;
  worker.recordFact({
    type: 'fact',
    fact: 'pictured',
    at: now(),
    attempt: attempt.id,
    picture,
  });
  return { ...attempt, picture };
}

function questionOf(
  worker: Scanning,
  observation: Observation,
  surface: Surface | undefined,
): Question {
  const { session, gives, variant, trace } = observation;
  // A fixed address asks for no thing, whatever thing the scenario is about at that moment.
  const thing = surface?.needs.length === 0 ? null : observation.thing;
  return {
    session,
    thing,
    surface: { id: observation.surface, gives, shows: surface?.shows },
    variant,
    sent: signsSent(worker, observation.sent),
    asked: stepsOf(observation.sent[0] ?? ''),
    owner: thing?.owner.id,
    more: { gives, ...(trace === undefined ? {} : { trace }) },
  };
}

/** The ids that an address may hold: the segments of its path and the values of its query. */
function stepsOf(address: string): Ids {
  const url = URL.parse(address);
  if (url === null) return {};
  const steps = [...url.pathname.split('/'), ...url.searchParams.values()];
  return Object.fromEntries(steps.filter((step) => step !== '').map((step) => [step, step]));
}

async function answerOf(
  worker: Scanning & Pick<Network, 'base'>,
  observation: Observation,
  surface: Surface | undefined,
): Promise<Answer> {
  const { status, headers, channel, sent } = observation;
  const received = await Promise.all(
    observation.received.map(({ where, content }, index) =>
      partOf(worker, observation, { where, content: Buffer.from(content), isFirst: index === 0 }),
    ),
  );
  const gap = received.flatMap(({ inspected }) => inspected.gaps)[0] ?? null;
  const { parts, ...list } = withRows(observation, surface, received, gap);
  return {
    channel,
    sentAt: observation.sentAt,
    answeredAt: observation.answeredAt,
    status,
    headers,
    bytes: received.reduce((sum, { size }) => sum + size, 0),
    failure: gap,
    // An observer sets the outcome `unclear` when it could not read the answer.
    truncated: observation.outcome === 'unclear',
    redirect: redirectFrom(observation, {
      url: sent[0] ?? worker.base,
      base: worker.base,
      why: `a redirect (${status}), which the browser follows by itself`,
    }),
    parts,
    refusal: received.some(({ json }) => isRefusal(json)),
    frames: observation.frames,
    ...list,
    ...outcomeOf(observation),
  };
}

function outcomeOf({ outcome, why }: Observation): Pick<Answer, 'outcome'> {
  if (outcome === undefined) return {};
  return { outcome: why === undefined ? { outcome } : { outcome, why } };
}

type ReceivedPart = Part & { isBody: boolean; size: number };

/** Scans one received body or text. The headers are scanned together with the first. */
async function partOf(
  { inspecting }: Scanning,
  { gives, status, headers, channel }: Observation,
  { where, content, isFirst }: { where: string; content: Buffer; isFirst: boolean },
): Promise<ReceivedPart> {
  const isBody = where === 'body';
  // What a browser played or saved is a file, whatever its type says; of a saved one, nothing does.
  const digest = channel === 'media' ? 'all' : digestingOf(gives);
  const inspection = inspecting.open({ digest: isBody ? digest : 'none' });
  if (isFirst) inspection.head(headers);
  inspection.chunk(content);
  const contentType = headers['content-type'] ?? '';
  const isText = content.length <= keptLimit && !(isBody && isBinary(contentType));
  const body = isText ? content : null;
  return {
    inspected: await inspection.finishWithPdfs({ isPart: status === 206 }),
    body,
    // A page as shown is scanned as text. The document it was rendered from is an observation of its own.
    json: isBody ? dataIn(body, channel, contentType) : undefined,
    rows: [],
    isBody,
    size: content.length,
    ...(isBody ? {} : { place: (at) => (at.startsWith('header ') ? at : where) }),
  };
}

function dataIn(
  body: Buffer | null,
  channel: Observation['channel'],
  contentType: string,
): unknown {
  if (body !== null && channel === 'socket') return jsonOf({ content: body, label: '' });
  return parseJson(body, contentType);
}

/** Adds the rows of a list: the rows that the observer handed in, or the rows in the body. */
function withRows(
  { gives, rows, channel, status, headers }: Observation,
  surface: Surface | undefined,
  received: readonly ReceivedPart[],
  failure: string | null,
): Pick<Answer, 'parts' | 'rows' | 'listWhy'> {
  if (rows !== null) {
    const shown = rows.map((value, index) => ({ where: `row ${index + 1}`, value }));
    const inspected = { found: [], digests: [], gaps: [] };
    const part: Part = { inspected, body: null, json: undefined, rows: shown };
    return { parts: [...received, part], rows: rows.length };
  }
  const bodyAt = received.findIndex(({ isBody }) => isBody);
  const body = received[bodyAt];
  const isList = gives === 'list' && status !== null && channel !== 'socket';
  if (!isList || body === undefined) return { parts: received, rows: null };
  const page = readPage(
    { items: surface?.items },
    { status, headers: { ...headers }, failure, truncated: false, body: body.body },
  );
  if ('why' in page) return { parts: received, rows: null, listWhy: page.why };
  const read: Part = { ...body, ...page };
  return {
    parts: received.with(bodyAt, { ...body, ...read }),
    rows: page.rowless === true ? null : page.rows.length,
  };
}

import { now } from '../../domain/clock.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { rangeOf } from '../../domain/surfaces/range-variants.ts';
import type { Gives } from '../../domain/surfaces/surface.ts';
import { isSentHome } from '../classify/sent-home.ts';
import type { Delivered } from '../http/deliver.ts';
import type { Outgoing } from '../http/exchange.ts';
import { isBinary } from '../../domain/surfaces/media-type.ts';
import { isAllowed } from '../http/is-allowed.ts';
import type { Network } from '../http/network.ts';
import { newTrace, traceOnward } from '../http/trace.ts';
import { describeChange } from '../http/request-change.ts';
import { carriedIn } from '../http/session-credentials.ts';
import type { SessionCredentials } from '../http/session-credentials.ts';
import { isRefusal } from '../rows/refusal.ts';
import { takePages } from '../rows/take-pages.ts';
import type { Pages } from '../rows/take-pages.ts';
import { parseJson } from '../scan/body-json.ts';
import type { Inspected, Scanning } from '../scan/inspect.ts';
import type { AttemptRequest, Variant } from '../state/attempt-request.ts';
import type { Holder } from '../state/holdings.ts';
import type { Recorder } from '../state/recorder.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Question } from './reading/answer.ts';
import { ask } from './ask.ts';
import { askingOf, credentialsFor, whyNot } from './asking.ts';
import { attemptOf } from './attempt-of.ts';
import type { LinkRequest } from './links/link-request.ts';
import type { Linking } from './links/links.ts';
import type { NextPages } from './reading/next-pages.ts';
import { othersTotals } from './reading/others-totals.ts';
import { sameAsDecoy } from './same-as-decoy.ts';
import type { DecoyStore } from './same-as-decoy.ts';
import type { SampleStore } from './samples.ts';
import type { ConnectionSampleStore } from './socket/connection-samples.ts';
import { prepareRequest } from './prepare-request.ts';
import type { Asking } from './prepare-request.ts';
import { signsSent, textsOf } from './reading/signs-sent.ts';
import { seenIn } from './reading/seen.ts';
import { noteAnswer } from './reading/note-answer.ts';
import type { AnswerStores } from './reading/note-answer.ts';

/** The roles of a worker that can make attempts by HTTP. */
export type Attempting = Linking &
  Recorder &
  Holder &
  DecoyStore &
  AnswerStores &
  SampleStore &
  ConnectionSampleStore;

/** Makes one attempt by HTTP, and does not record it. */
export async function tryOnce(worker: Attempting, request: AttemptRequest): Promise<Attempt> {
  const asking = askingOf(request);
  const sentAt = now();
  const why = whyNot(worker, asking);
  if (why !== null) return unsent(worker, asking, { sentAt, outcome: 'unclear', why });
  const prepared = await prepareRequest(worker, asking);
  if (!('why' in prepared)) return performRequest(worker, asking, prepared, sentAt);
  const refusal = asking.variant === 'asked' ? prepared.refusal : undefined;
  return unsent(worker, asking, {
    sentAt,
    ...(refusal ?? { outcome: 'unclear', why: prepared.why }),
  });
}

/** The attempt when no request was sent: an id was missing, or the deployment refused to give the address. */
function unsent(
  worker: Attempting,
  request: Asking,
  came: Pick<Attempt, 'outcome' | 'why' | 'sentAt'> & Partial<Pick<Attempt, 'status'>>,
): Promise<Attempt> {
  const { outcome, why, sentAt, status = null } = came;
  return attemptOf(worker, questionOf(request), {
    channel: 'http',
    sentAt,
    answeredAt: now(),
    status,
    headers: {},
    bytes: 0,
    failure: null,
    truncated: false,
    redirect: null,
    parts: [],
    rows: null,
    refusal: false,
    outcome: why === undefined ? { outcome } : { outcome, why },
  });
}

function questionOf(request: Asking): Question {
  const { session, surface, thing, variant, change, ids } = request;
  const asked = Object.fromEntries(
    Object.entries(ids).filter(([name]) => surface.needs.includes(name)),
  );
  return {
    session,
    thing,
    surface,
    variant: change?.name ?? variant,
    sent: () => new Set(),
    asked,
    owner: thing?.owner.id,
    ...(request.watched === true ? { watched: true } : {}),
    more: besides(request),
  };
}

function besides({
  probe,
  retryOf,
  shrinking,
  writing,
}: Pick<AttemptRequest, 'probe' | 'retryOf' | 'shrinking' | 'writing'>) {
  return {
    ...(writing === undefined ? {} : { writing }),
    ...(probe === undefined ? {} : { probe }),
    ...(retryOf === undefined ? {} : { retryOf }),
    ...(shrinking === undefined ? {} : { shrinking }),
  };
}

/** Sends the request of an attempt, and makes the attempt of what is answered. */
export async function performRequest(
  worker: Attempting,
  request: Asking,
  way: LinkRequest,
  from: number,
): Promise<Attempt> {
  const { outgoing: prepared, endsAt, lender, exchanged } = way;
  const { surface, thing, variant, change } = request;
  const trace = newTrace(worker.tracing, prepared.url, madeBy(request));
  const wanted = worker.samples?.wanted(request) ?? null;
  const { rest = 0 } = request;
  const outgoing: Outgoing = { ...prepared, trace, keepsMedia: wanted ?? 0, rest };
  const credentials = credentialsFor(worker, request, outgoing.url.origin);
  const sent = signsSent(worker, textsOf(outgoing, credentials));
  const taken = change?.items === undefined ? surface : { ...surface, items: change.items };
  const pages = await takeAll(worker, { credentials, surface: taken, variant, outgoing });
  const [first] = pages.pages;
  const last = pages.pages.at(-1);
  if (first === undefined || last === undefined) {
    const why = pages.why ?? 'nothing was sent';
    return unsent(worker, request, { sentAt: from, outcome: 'unclear', why });
  }
  const { delivered } = first;
  const { delivery } = delivered;
  const question: Question = {
    ...questionOf(request),
    bodiless: outgoing.method === 'HEAD',
    sent,
    lender,
    endsAt,
    isLikeDecoy: async () =>
      thing !== null && sameAsDecoy(worker, { ...request, credentials, outgoing }, first),
    more: {
      ...besides(request),
      ...givenAt(request, delivery.headers),
      ...carriedIn(credentials, outgoing.url),
      ...(trace === undefined ? {} : { trace: trace.id }),
      ...(exchanged === undefined ? {} : { exchanged }),
      ...(change === undefined ? {} : { changed: describeChange(outgoing, change) }),
    },
  };
  const attempt = await attemptOf(worker, question, {
    channel: 'http',
    sentAt: delivery.sentAt,
    answeredAt: last.delivered.delivery.answeredAt,
    status: delivery.status,
    headers: delivery.headers,
    bytes: pages.pages.reduce((sum, page) => sum + page.delivered.delivery.bytes, 0),
    failure: delivery.failure,
    truncated: pages.truncated || pages.pages.some((page) => page.delivered.delivery.truncated),
    redirect: delivered.redirect,
    sentHome: isSentHome(worker.definition.surfaces, delivered, {
      url: outgoing.url,
      ids: question.asked,
      base: worker.base,
    }),
    parts: pages.pages.map((page) => ({ ...page, body: page.delivered.body })),
    rows: surface.gives === 'list' ? pages.rows : null,
    listWhy: pages.why,
    refusal: pages.refused,
  });
  if (request.writing !== undefined)
    return { ...attempt, ...seenIn(worker, request, pages, attempt) };
  noteAnswer(worker, request, pages, attempt);
  if (wanted !== null) {
    const delivered = pages.pages.map((page) => page.delivered);
    worker.samples?.keep({ request, prepared: way, attempt }, delivered);
  }
  return attempt;
}

/** What an address gives of which nothing is known but that an answer named it, told by its answer. */
function givenAt(
  { address }: Asking,
  headers: Delivered['delivery']['headers'],
): { gives?: Gives } {
  if (address === undefined) return {};
  return { gives: isBinary(headers['content-type'] ?? '') ? 'stream' : 'read' };
}

/** Who made the address of an attempt; see `newTrace`. */
function madeBy({ surface, address }: Asking): 'definition' | 'answer' | 'link' {
  if (surface.kind === 'link') return 'link';
  return address === undefined ? 'definition' : 'answer';
}

/** Timeouts within which all pages of a list must have come. */
const patience = 10;

/** The request for a further page of what a form asked for: its address tells all, as the form's page in a browser. */
function withoutForm({ body: _form, headers, ...outgoing }: Outgoing): Outgoing {
  const { 'content-type': _type, ...others } = headers;
  return { ...outgoing, method: 'GET', headers: others };
}

type Way = {
  credentials: SessionCredentials | null;
  surface: AttemptRequest['surface'];
  variant: Variant;
  outgoing: Outgoing;
};

async function takeAll(
  worker: Network & Scanning & NextPages & RunIdentity,
  { credentials, surface, variant, outgoing }: Way,
): Promise<Pages<Inspected>> {
  const isWhole = outgoing.method !== 'HEAD' && rangeOf(variant) === null;
  if (surface.gives === 'list' && isWhole) {
    const isForm = surface.form !== undefined;
    const json: unknown =
      typeof outgoing.body === 'string' && !isForm ? JSON.parse(outgoing.body) : undefined;
    const paged = {
      ...surface,
      tellsNext: worker.tellingNext.has(surface.id),
      othersTotals: othersTotals(worker.definition.surfaces, surface.id),
    };
    return takePages(
      paged,
      { url: outgoing.url, json },
      async (page) => {
        if (!isAllowed(worker, page.url)) return null;
        if (page.url === outgoing.url && page.json === undefined)
          return ask(worker, credentials, surface.gives, outgoing);
        const trace = traceOnward(outgoing.trace, page.url);
        const onward = isForm ? withoutForm(outgoing) : outgoing;
        const body = page.json === undefined ? onward.body : JSON.stringify(page.json);
        return ask(worker, credentials, surface.gives, { ...onward, url: page.url, body, trace });
      },
      patience * worker.connections.timeout,
    );
  }
  const answer = await ask(worker, credentials, surface.gives, outgoing);
  const { delivery, body } = answer.delivered;
  const json = parseJson(body, delivery.headers['content-type'] ?? '');
  return {
    pages: [{ ...answer, json, rows: [] }],
    rows: null,
    why: null,
    refused: isRefusal(json),
    truncated: false,
    tellsNext: false,
  };
}

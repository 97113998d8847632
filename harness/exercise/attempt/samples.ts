import type { AccountId } from '../../domain/account.ts';
import type { Attempt, SessionState } from '../../domain/attempt.ts';
import type { Delivered } from '../http/deliver.ts';
import type { AttemptRequest, Variant } from '../state/attempt-request.ts';
import type { LinkRequest } from './link-request.ts';
import type { Asking } from './prepare-request.ts';

/** One answer as it came, decoded: what a deployment would send again. It is kept in memory alone. */
export type SampledAnswer = {
  /** Where it was asked for. */
  url: URL;
  status: number;
  /** Lower-case names, without `set-cookie`. */
  headers: Readonly<Record<string, string>>;
  setCookie: readonly string[];
  body: Buffer;
  /** Where a replay cuts the body, as a network might. Default: in the middle. */
  cuts?: readonly number[];
};

/** An attempt with the request that was sent, and with all that was answered: the pages of a list, in order. */
export type Sample = {
  request: Asking;
  prepared: LinkRequest;
  answers: readonly SampledAnswer[];
  attempt: Attempt;
};

/** What is kept of one surface. */
export type SurfaceSamples = {
  /** By owner: what they were granted of their own, first and last, of the same thing. */
  own: ReadonlyMap<AccountId, readonly Sample[]>;
  /** Attempts at something of those owners that were not granted: others', their own in a session that had ended, and anybody's with an address that had ended. */
  refused: readonly Sample[];
};

/** The role of a worker that keeps some answers in memory, to plant leaks in them. Null: it keeps none. */
export type SampleStore = { samples: Samples | null };

/**
 * Why something that would be a sample was not kept: it was longer than what is kept (`long`), it did not come whole
 * (`cut`), or as much as is kept was kept of others (`full`).
 */
export type Unkept = 'long' | 'cut' | 'full';

export type Samples = {
  /** By surface. */
  readonly bySurface: ReadonlyMap<string, SurfaceSamples>;
  /** Why what owners were granted was not kept, by surface. */
  readonly unkept: ReadonlyMap<string, Unkept>;
  /** Longest body that is worth keeping of the answer to a request, in bytes; 0: none. */
  wanted(request: AttemptRequest): number;
  /** Keeps an attempt with its answers, where it is one of the first of its kind. */
  keep(sample: Omit<Sample, 'answers'>, delivered: readonly Delivered[]): void;
};

/** Accounts of which a surface's own answers are kept, and refusals that are kept for each state of a session. */
const most = { owners: 8, refusals: 4 };
/**
 * Most bytes of one answer, of one of the few longer ones that are kept of a surface, and of all answers together.
 */
const mostBytes = { answer: 256 * 1024, long: 4 * 1024 * 1024, all: 48 * 1024 * 1024 };
/** Owners of which a longer answer is kept: enough to plant one's in another's. */
const mostLong = 2;

type Kept = { own: Map<AccountId, Sample[]>; refused: Sample[] };

/** Keeps a bounded sample of what a worker's attempts are answered: by surface, owner, and state of a session. */
export function createSamples(): Samples {
  const bySurface = new Map<string, Kept>();
  const unkept = new Map<string, Unkept>();
  let bytes = 0;
  return {
    bySurface,
    unkept,
    wanted: (request) => {
      const kept = bySurface.get(request.surface.id);
      const isOwn = isOpenOwn(request, kept);
      if (bytes < mostBytes.all) return isOwn || isOpenOther(request, kept) ? mostBytes.long : 0;
      if (isOwn) unkept.set(request.surface.id, 'full');
      return 0;
    },
    keep(sample, delivered) {
      const { request, attempt } = sample;
      const kept: Kept = bySurface.get(request.surface.id) ?? { own: new Map(), refused: [] };
      const isRefused = attempt.outcome === 'denied' || attempt.outcome === 'concealed';
      const isOwn = attempt.outcome === 'granted' && isOpenOwn(request, kept);
      if (isOwn && attempt.truncated) return void unkept.set(request.surface.id, 'cut');
      if (!isOwn && !(isRefused && isOpenOther(request, kept))) return;
      const asked = sample.prepared.outgoing.url;
      // Redirects were followed: what came in the end came at the address that was asked for.
      const answers = delivered.map((one, page) =>
        sampled(page === 0 ? { ...one, url: asked } : one),
      );
      const whole = { ...sample, answers: answers.filter((answer) => answer !== null) };
      const isLong = whole.answers.some(({ body }) => body.length > mostBytes.answer);
      const isOneOfMany = isLong && (kept.own.size >= mostLong || kept.own.has(attempt.viewer));
      if (whole.answers.length < answers.length || isOneOfMany) {
        const isCut = delivered.some(
          ({ delivery }) => delivery.truncated || delivery.failure !== null,
        );
        if (isOwn && !isOneOfMany) unkept.set(request.surface.id, isCut ? 'cut' : 'long');
        return;
      }
      bytes += sizeOf(whole);
      bySurface.set(request.surface.id, kept);
      if (!isOwn) return void kept.refused.push(whole);
      const [first = whole, ...later] = kept.own.get(attempt.viewer) ?? [];
      for (const replaced of later) bytes -= sizeOf(replaced);
      kept.own.set(attempt.viewer, first === whole ? [whole] : [first, whole]);
    },
  };
}

function sizeOf({ answers }: Sample): number {
  return answers.reduce((sum, { body }) => sum + body.length, 0);
}

/** The answer as it came; null where it is not known whole. */
function sampled({ delivery, url, body, media }: Delivered): SampledAnswer | null {
  const whole = body ?? media ?? null;
  if (delivery.status === null || whole === null || whole.length > mostBytes.long) return null;
  if (delivery.failure !== null || delivery.truncated) return null;
  // The body is decoded; its length is another.
  const { 'set-cookie': _set, ...headers } = delivery.headers;
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding'])
    delete headers[name];
  return {
    url,
    status: delivery.status,
    headers,
    setCookie: delivery.setCookie,
    body: whole,
  };
}

/** Whether a request is sent as the surface says, with what the session has. */
function isPlain(request: AttemptRequest): boolean {
  return isUnchanged(request, 'plain');
}

/** Whether it is sent so with an address whose end has passed. */
function isPlainAfterEnd(request: AttemptRequest): boolean {
  return isUnchanged(request, 'expired') || isUnchanged(request, 'expired-before-update');
}

function isUnchanged(
  { variant = 'plain', change, address, carried, retryOf }: AttemptRequest,
  sought: Variant,
): boolean {
  return (
    variant === sought &&
    change === undefined &&
    address === undefined &&
    carried === undefined &&
    retryOf === undefined
  );
}

/** Whether a patient asks for what the first and the last answer is kept of. */
function isOpenOwn(request: AttemptRequest, kept: Kept | undefined): boolean {
  const { session, thing } = request;
  const viewer = session?.account;
  if (viewer?.role !== 'patient' || session?.state !== 'open' || !isPlain(request)) return false;
  if (thing !== null && thing.owner.id !== viewer.id) return false;
  const [first] = kept?.own.get(viewer.id) ?? [];
  if (first === undefined) return (kept?.own.size ?? 0) < most.owners;
  return first.request.thing?.id === thing?.id;
}

/** Whether somebody asks for what a kept answer gave its owner, without being its owner in an open session. */
function isOpenOther(request: AttemptRequest, kept: Kept | undefined): boolean {
  const hasEnded = isPlainAfterEnd(request);
  if (kept === undefined || !(hasEnded || isPlain(request))) return false;
  const { session, thing } = request;
  if (session !== null && session.account.role !== 'patient') return false;
  const state = stateOf(request);
  const owner = thing?.owner.id ?? session?.account.id;
  const isOwn = session?.state === 'open' && session.account.id === owner;
  if (isOwn && !hasEnded) return false;
  // While a session may live on after its sign-out, what it reaches is not judged.
  if ((session?.livesUntil ?? 0) > Date.now()) return false;
  // An anonymous viewer of a surface with a fixed address asks for nobody's in particular.
  const held = owner === undefined ? [...kept.own.values()][0] : kept.own.get(owner);
  if (held?.[0] === undefined || held[0].request.thing?.id !== thing?.id) return false;
  const alike = kept.refused.filter(
    (other) => stateOf(other.request) === state && isPlainAfterEnd(other.request) === hasEnded,
  );
  const viewer = session?.account.id;
  return (
    alike.length < most.refusals &&
    (viewer === undefined || !alike.some((other) => other.request.session?.account.id === viewer))
  );
}

function stateOf({ session }: AttemptRequest): SessionState {
  return session?.state ?? 'none';
}

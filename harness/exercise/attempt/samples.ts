import { now } from '../../domain/clock.ts';
import type { Attempt, SessionState } from '../../domain/attempts/attempt.ts';
import type { Delivered } from '../http/deliver.ts';
import type { Delivery } from '../http/exchange.ts';
import type { AttemptRequest, Variant } from '../state/attempt-request.ts';
import { createSampleKeeper } from './kept-samples.ts';
import type { KeptSamples, Room, SampleKeeper, Unkept } from './kept-samples.ts';
import type { LinkRequest } from './links/link-request.ts';
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

/**
 * What is kept of one surface: of owners the answers for the same thing. Refusals are those of others, of owners in a
 * session that had ended, and of anybody with an address that had ended. They are kept without bodies: what is planted
 * stands in the body's place.
 */
export type SurfaceSamples = KeptSamples<Sample>;

/** The role of a worker that keeps some answers in memory, to plant leaks in them. Null: it keeps none. */
export type SampleStore = { samples: Samples | null };

export type Samples = Pick<SampleKeeper<Sample>, 'bySurface' | 'unkept'> & {
  /**
   * Longest body that is worth keeping of the answer to a request, in bytes; 0: it is kept without one. Null: nothing of it
   * is.
   */
  wanted(request: AttemptRequest): number | null;
  /** Keeps an attempt with its answers, where it is one of the first of its kind. */
  keep(sample: Omit<Sample, 'answers'>, delivered: readonly Delivered[]): void;
};

/** Accounts of which a surface's own answers are kept, and refusals that are kept for each state of a session. */
const most = { owners: 8, refusals: 4 };
const kilobyte = 1024;
/**
 * Most bytes of one answer (`answer`), of all answers to one attempt, which are the pages of a list (`sample`), and of all
 * samples together. What is longer than `short` is kept of few.
 */
const mostBytes = {
  short: 256 * kilobyte,
  answer: 4096 * kilobyte,
  sample: 8192 * kilobyte,
  all: 49_152 * kilobyte,
};
/** Owners of which a longer sample is kept: enough to plant one's in another's. */
const mostLong = 2;

/** Keeps a bounded sample of what a worker's attempts are answered: by surface, owner, and state of a session. */
export function createSamples(): Samples {
  const keeper = createSampleKeeper(sizeOf);
  return {
    ...keeper,
    wanted: (request) => {
      const kept = keeper.of(request.surface.id);
      if (!isOpenOwn(request, kept)) return isOpenOther(request, kept) ? 0 : null;
      if (keeper.bytes() < mostBytes.all) return mostBytes.answer;
      keeper.note(request.surface.id, 'full');
      return null;
    },
    keep(sample, delivered) {
      const { request, attempt } = sample;
      const { viewer, outcome } = attempt;
      const { id } = request.surface;
      const kept = keeper.of(id);
      const isRefused = outcome === 'denied' || outcome === 'concealed';
      if (isRefused && isOpenOther(request, kept)) {
        const answers = answersOf(sample, delivered, ({ delivery }) => withBody(delivery, empty));
        if (answers.length === delivered.length)
          keeper.keepRefused(id, { ...sample, answers }, () => null);
        return;
      }
      if (outcome !== 'granted' || !isOpenOwn(request, kept)) return;
      const whole = { ...sample, answers: answersOf(sample, delivered, sampled) };
      const isEnough = kept.own.size >= mostLong || kept.own.has(viewer);
      if (sizeOf(whole) > mostBytes.short && isEnough) return;
      keeper.keepOwn(id, viewer, whole, (room) => whyUnkept(whole, delivered, room));
    },
  };
}

/** Why what an owner was granted is not kept; null where it is. */
function whyUnkept(
  { attempt, answers }: Sample,
  delivered: readonly Delivered[],
  { size, others }: Room,
): Unkept | null {
  const isCut = ({ delivery }: Delivered) => delivery.truncated || delivery.failure !== null;
  if (attempt.truncated || delivered.some(isCut)) return 'cut';
  if (answers.length < delivered.length || size > mostBytes.sample) return 'long';
  return others + size > mostBytes.all ? 'full' : null;
}

function sizeOf({ answers }: Sample): number {
  return answers.reduce((sum, { body }) => sum + body.length, 0);
}

type Answered = Omit<SampledAnswer, 'url'>;

/** The answers that are known, each at the address where it came. */
function answersOf(
  { prepared }: Pick<Sample, 'prepared'>,
  delivered: readonly Delivered[],
  known: (one: Delivered) => Answered | null,
): SampledAnswer[] {
  return delivered.flatMap((one, page) => {
    const answer = known(one);
    // Redirects were followed: what came in the end came at the address that was asked for.
    const url = page === 0 ? prepared.outgoing.url : one.url;
    return answer === null ? [] : [{ ...answer, url }];
  });
}

/** The answer as it came; null where it is not known whole. */
function sampled({ delivery, body, media }: Delivered): Answered | null {
  const whole = body ?? media ?? null;
  if (whole === null || whole.length > mostBytes.answer) return null;
  return delivery.failure !== null || delivery.truncated ? null : withBody(delivery, whole);
}

const empty = Buffer.alloc(0);

function withBody({ status, setCookie, ...delivery }: Delivery, body: Buffer): Answered | null {
  if (status === null) return null;
  // The body is decoded; its length is another.
  const { 'set-cookie': _set, ...headers } = delivery.headers;
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding'])
    delete headers[name];
  return { status, headers, setCookie, body };
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
function isOpenOwn(request: AttemptRequest, kept: SurfaceSamples): boolean {
  const { session, thing } = request;
  const viewer = session?.account;
  if (viewer?.role !== 'patient' || session?.state !== 'open' || !isPlain(request)) return false;
  if (thing !== null && thing.owner.id !== viewer.id) return false;
  const [first] = kept.own.get(viewer.id) ?? [];
  if (first === undefined) return kept.own.size < most.owners;
  return first.request.thing?.id === thing?.id;
}

/** Whether somebody asks for what a kept answer gave its owner, without being its owner in an open session. */
function isOpenOther(request: AttemptRequest, kept: SurfaceSamples): boolean {
  const hasEnded = isPlainAfterEnd(request);
  if (!(hasEnded || isPlain(request))) return false;
  const { session, thing } = request;
  if (session !== null && session.account.role !== 'patient') return false;
  const state = stateOf(request);
  const owner = thing?.owner.id ?? session?.account.id;
  const isOwn = session?.state === 'open' && session.account.id === owner;
  if (isOwn && !hasEnded) return false;
  // While a session may live on after its sign-out, what it reaches is not judged.
  if ((session?.livesUntil ?? 0) > now()) return false;
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

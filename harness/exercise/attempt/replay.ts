import { Dispatcher } from 'undici';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { performRequest } from './http.ts';
import type { Attempting } from './http.ts';
import { createAddressStore } from './links/named-addresses.ts';
import type { Sample, SampledAnswer } from './samples.ts';

/**
 * Makes an attempt again from given answers, in the one way in which attempts are made, without asking the deployment.
 * It is not recorded, and the worker learns nothing from it. Id, times and release are those of the sample's attempt.
 */
export async function replay(
  worker: Attempting,
  { request, prepared, attempt: real }: Sample,
  answers: readonly SampledAnswer[],
): Promise<Attempt> {
  const attempt = await performRequest(
    {
      ...worker,
      ...withoutEffects(worker, request.session),
      connections: answering(worker, answers),
    },
    request,
    prepared,
    real.sentAt,
  );
  const { id, release, sentAt, answeredAt } = real;
  return { ...attempt, id, release, sentAt, answeredAt };
}

/** Roles in whose place a replay changes nothing. */
export function withoutEffects(
  worker: Attempting,
  session: Sample['request']['session'],
): Partial<Attempting> {
  const nothing = (): void => undefined;
  const held = session === null ? undefined : worker.sessionCredentials.get(session.id);
  return {
    recordFact: nothing,
    recordAttempt: nothing,
    leaveOut: nothing,
    nextAttempt: () => 'replayed',
    tracing: null,
    samples: null,
    connectionSamples: null,
    nextPages: new Map(),
    named: createAddressStore(),
    fresh: new Map(),
    lookedInto: new Set(),
    unmarked: { answers: new Map(), places: new Set() },
    decoys: new Map(worker.decoys),
    // No answer changes them, and nobody renews them.
    sessionCredentials: new Map(
      session === null || held === undefined
        ? []
        : [[session.id, { ...held, frozen: true, upkeep: null }]],
    ),
  };
}

function answering(
  { connections }: Attempting,
  answers: readonly SampledAnswer[],
): Attempting['connections'] {
  return {
    ...connections,
    dispatcher: new Replayer(answers),
    underWay: new Set(),
    interrupted: () => false,
  };
}

/** Answers with what was given for an address, each answer once and the last one again; 404 where nothing was. */
class Replayer extends Dispatcher {
  readonly #answers: Map<string, SampledAnswer[]>;

  constructor(answers: readonly SampledAnswer[]) {
    super();
    this.#answers = Map.groupBy(answers, ({ url }) => url.origin + url.pathname + url.search);
  }

  override dispatch(
    { origin, path }: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const waiting = this.#answers.get(`${String(origin)}${path}`) ?? [];
    const answer = waiting.length > 1 ? waiting.shift() : waiting[0];
    const controller = stillController();
    handler.onRequestStart?.(controller, {});
    if (answer === undefined) {
      handler.onResponseStart?.(controller, 404, {}, 'Not Found');
    } else {
      const { status, headers, setCookie, body } = answer;
      handler.onResponseStart?.(
        controller,
        status,
        setCookie.length === 0 ? { ...headers } : { ...headers, 'set-cookie': [...setCookie] },
        '',
      );
      // In pieces, as a network brings it.
      const cuts = answer.cuts ?? [body.length >> 1];
      for (const piece of [0, ...cuts].map((from, at) => body.subarray(from, cuts[at])))
        if (piece.length > 0) handler.onResponseData?.(controller, piece);
    }
    handler.onResponseEnd?.(controller, {});
    return true;
  }
}

/** What a receiver steers an exchange by: there is nothing to stop or to hold back. */
function stillController(): Dispatcher.DispatchController {
  let reason: Error | null = null;
  return {
    get aborted() {
      return reason !== null;
    },
    get paused() {
      return false;
    },
    get reason() {
      return reason;
    },
    rawHeaders: null,
    rawTrailers: null,
    abort(error) {
      reason = error;
    },
    pause: () => undefined,
    resume: () => undefined,
  };
}

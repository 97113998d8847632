import { fewestTries } from '../../../domain/verdict/access.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Worker } from '../../worker/worker.ts';

type Knowing = Pick<Worker, 'plan' | 'exchangesFor'>;

/**
 * Repeats requests, so that each sort of viewer asks for each surface in each way as often as access before and after an
 * update is compared by. Where an update is expected, both sides are tried alike so; what it adds grows with the surfaces
 * and not with the accounts.
 */
export function oftenEnough(
  worker: Knowing,
  requests: readonly AttemptRequest[],
): readonly AttemptRequest[] {
  if (!worker.plan.update.expected) return requests;
  return [...Map.groupBy(requests, sortOf).values()].flatMap((those) =>
    those[0]?.variant === 'exchanged' ? exchanging(worker, those) : repeated(those, fewestTries),
  );
}

/** All that stands in a cell of the access matrix and is known before the answer. */
function sortOf({ surface, session, variant = 'plain' }: AttemptRequest): string {
  return JSON.stringify([surface.id, variant, session?.state, session?.account.role]);
}

/** Each exchange as often: only the same exchange is a try of the same. */
function exchanging(worker: Knowing, those: readonly AttemptRequest[]): AttemptRequest[] {
  const most = Math.max(...those.map((request) => worker.exchangesFor(request).length));
  return repeated(those, most * fewestTries).map((request, turn) => {
    const exchanges = worker.exchangesFor(request);
    const exchange = exchanges[turn % exchanges.length];
    return exchange === undefined ? request : { ...request, exchange };
  });
}

function repeated(those: readonly AttemptRequest[], fewest: number): AttemptRequest[] {
  const missing = Math.max(0, fewest - those.length);
  const more = Array.from({ length: missing }, (_, turn) => those[turn % those.length] ?? []);
  return [...those, ...more.flat()];
}

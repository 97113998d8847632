import { anonymous } from '../../domain/account.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Core } from '../state/core.ts';
import type { Session, Thing } from '../state/worker-types.ts';

/** What every attempt says of itself: which it is, who made it with what session, and on what. */
export function attemptHead(core: Core, session: Session | null, thing: Thing | null) {
  const { name: worker, part, phase } = core.options;
  return {
    type: 'attempt',
    id: core.nextAttempt(),
    worker,
    part,
    phase,
    release: core.release,
    viewer: session?.account.id ?? anonymous,
    session: session?.id ?? null,
    sessionState: session?.state ?? 'none',
    thing: thing?.id ?? null,
  } satisfies Partial<Attempt>;
}

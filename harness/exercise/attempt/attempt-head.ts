import { anonymous } from '../../domain/account.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Session, Thing } from '../state/held.ts';
import type { Recorder } from '../state/recorder.ts';
import type { RunIdentity } from '../state/run-identity.ts';

/** What every attempt says of itself: which it is, who made it with what session, and on what. */
export function attemptHead(
  worker: RunIdentity & Pick<Recorder, 'nextAttempt' | 'release'>,
  session: Session | null,
  thing: Thing | null,
) {
  return {
    type: 'attempt',
    id: worker.nextAttempt(),
    worker: worker.name,
    part: worker.part,
    phase: worker.phase,
    release: worker.release,
    viewer: session?.account.id ?? anonymous,
    session: session?.id ?? null,
    sessionState: session?.state ?? 'none',
    thing: thing?.id ?? null,
  } satisfies Partial<Attempt>;
}

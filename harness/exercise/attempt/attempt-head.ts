import { anonymous } from '../../domain/accounts/account.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Session, Thing } from '../state/held.ts';
import type { Recorder } from '../state/recorder.ts';
import type { RunIdentity } from '../state/run-identity.ts';

/**
 * The fields that every attempt has: its id, its worker, the viewer with the session, and the thing.
 * @param lender whose signature was borrowed, without a session; null: nobody's
 */
export function attemptHead(
  worker: RunIdentity & Pick<Recorder, 'nextAttempt' | 'release'>,
  session: Session | null,
  thing: Thing | null,
  lender: AccountId | null = null,
) {
  return {
    type: 'attempt',
    id: worker.nextAttempt(),
    worker: worker.name,
    part: worker.part,
    phase: worker.phase,
    release: worker.release,
    viewer: session?.account.id ?? lender ?? anonymous,
    session: session?.id ?? null,
    sessionState: session?.state ?? 'none',
    ...(session === null && lender !== null ? { lent: true as const } : {}),
    thing: thing?.id ?? null,
  } satisfies Partial<Attempt>;
}

import type { Http } from '../../deployment/http.ts';
import type { SessionCredentials } from './session-credentials.ts';
import { createSessionHttp } from './http-session.ts';
import type { OnAnswer } from './http-session.ts';
import type { Network } from './network.ts';

/** Creates the HTTP client that a function of the definition gets from a worker. */
export function httpOf(
  worker: Network,
  credentials: SessionCredentials,
  onAnswer?: OnAnswer,
): Http {
  const { base, connections, guard, pace } = worker;
  return createSessionHttp({
    base,
    connections,
    guard,
    pace,
    credentials,
    ...(onAnswer ? { onAnswer } : {}),
  });
}

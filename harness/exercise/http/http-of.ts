import type { Http } from '../../deployment/http.ts';
import type { SessionCredentials } from './session-credentials.ts';
import { createSessionHttp } from './http-session.ts';
import type { HttpOptions } from './http-session.ts';
import type { Network } from './network.ts';
import { notePerformed } from './performed.ts';

/** Creates the HTTP client that a function of the definition gets from a worker. */
export function httpOf(
  worker: Network,
  credentials: SessionCredentials,
  onAnswer?: HttpOptions['onAnswer'],
): Http {
  const { base, connections, guard, pace } = worker;
  return createSessionHttp({
    base,
    connections,
    guard,
    pace,
    credentials,
    onAnswer(answer) {
      notePerformed(worker, answer);
      onAnswer?.(answer);
    },
  });
}

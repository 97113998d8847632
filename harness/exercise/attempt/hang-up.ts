import { deliver } from '../http/deliver.ts';
import type { Network } from '../http/network.ts';
import { newTrace } from '../http/trace.ts';
import type { AttemptRequest, HangUp } from '../state/attempt-request.ts';
import { askingOf, credentialsFor, whyNot } from './asking.ts';
import type { Attempting } from './http.ts';
import { prepareRequest } from './prepare-request.ts';

/**
 * Sends the request of an attempt and hangs up. What came until then is dropped unread and recorded nowhere, since half an
 * answer shows neither a grant nor a refusal. Never rejects because of what the deployment does.
 */
export async function hangUp(
  worker: Attempting & Network,
  { hangUp: when, ...request }: AttemptRequest & { hangUp: HangUp },
): Promise<void> {
  const asking = askingOf(request);
  if (whyNot(worker, asking) !== null) return;
  const prepared = await prepareRequest(worker, asking);
  if ('why' in prepared) return;
  const { outgoing } = prepared;
  const trace = newTrace(worker.tracing, outgoing.url, 'definition');
  const { connections, pace, guard } = worker;
  const credentials = credentialsFor(worker, request, outgoing.url.origin);
  // A session whose cookies change with each answer would be lost with the answer that nobody reads.
  if (credentials?.setsCookies === true && typeof when === 'object') return;
  const inspect = () => ({ head: () => undefined, chunk: () => undefined });
  await deliver(
    { connections, pace, guard, credentials, inspect },
    { ...outgoing, trace, hangUp: when },
  );
}

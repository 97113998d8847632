import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Attempting } from '../http.ts';
import { withoutEffects } from '../replay.ts';
import type { ConnectionSample } from './connection-samples.ts';
import type { LiveConnection } from './live-connection.ts';
import { createRecorder } from './received.ts';
import { record } from './record.ts';

/**
 * Makes an attempt to listen again from what is said to have come over its connection, in the one way in which such
 * attempts are made, without asking the deployment. It is not recorded, and the worker learns nothing from it. Id, times
 * and release are those of the sample's attempt.
 */
export async function replayConnection(
  worker: Attempting,
  sample: ConnectionSample,
  come: Pick<ConnectionSample, 'status' | 'headers' | 'accepted' | 'messages'>,
): Promise<Attempt> {
  const { listened, recording, attempt: real } = sample;
  const { listener, session } = recording;
  const attempt = await record({ ...worker, ...withoutEffects(worker, session) }, listened, {
    ...recording,
    // An accepted connection stays open until it is closed on our side.
    ...(come.accepted ? { ended: null } : {}),
    listener: {
      ...listener,
      ...(come.accepted ? { status: null, why: null } : {}),
      connection: endedConnection(come),
    },
  });
  const { id, release, sentAt, answeredAt } = real;
  return { ...attempt, id, release, sentAt, answeredAt };
}

/** A connection over which all has come that will come. */
function endedConnection({
  status,
  headers,
  accepted,
  messages,
}: Parameters<typeof replayConnection>[2]): LiveConnection {
  const received = createRecorder();
  if (status !== null) received.answered(status, { ...headers }, []);
  if (accepted) received.accept();
  for (const message of messages) received.take(message);
  const nothing = async (): Promise<void> => undefined;
  return {
    received,
    protocol: () => '',
    send: () => undefined,
    fence: nothing,
    close: nothing,
    breakOff: nothing,
  };
}

import type { HelloContext, ListenSurface } from '../../../deployment/surface.ts';
import type { LiveConnection } from './live-connection.ts';

/** Most messages that the `hello` of a surface may send. */
const most = 100;

/**
 * Sends the messages of the surface's `hello`, while the connection lasts. `why`: what went wrong in `hello` itself;
 * what the server did wrong is in `connection.received`.
 */
export async function sendHello(
  connection: LiveConnection,
  { listen }: ListenSurface,
  context: Omit<HelloContext, 'reply'>,
  timeout: number,
): Promise<{ sent: readonly string[]; why: string | null }> {
  const sent: string[] = [];
  if (listen.hello === undefined) return { sent, why: null };
  const { received } = connection;
  const before = Date.now();
  let read = 0;
  let silent = false;
  const reply = async (): Promise<string> => {
    const left = Math.max(0, before + timeout - Date.now());
    silent = !(await received.until(() => received.messages.length > read, left));
    const message = received.messages[read];
    if (message === undefined) throw new Error('no reply came');
    read += 1;
    return message.content.toString('utf8');
  };
  const hello = listen.hello({ ...context, reply });
  const say = async (): Promise<void> => {
    for await (const message of hello) {
      if (received.ended !== null || sent.length >= most) return;
      const told = isPlain(message) ? message : JSON.stringify(message);
      sent.push(typeof told === 'string' ? told : Buffer.from(told).toString('latin1'));
      connection.send(told);
    }
  };
  let failed = false;
  const saying = say().then(
    () => true,
    () => (failed = true),
  );
  let isOver = false;
  void saying.then(() => (isOver = true));
  // A generator may wait endlessly, so the end of the connection or the timeout ends it, too.
  const done = await Promise.race([saying, received.until(() => isOver, timeout)]);
  if (received.ended !== null || (done && !failed)) return { sent, why: null };
  if (silent) return { sent, why: 'no reply came to the surface\u2019s `hello`' };
  return { sent, why: `the surface\u2019s \`hello\` ${failed ? 'failed' : 'did not end in time'}` };
}

function isPlain(message: string | object | Uint8Array): message is string | Uint8Array {
  return typeof message === 'string' || message instanceof Uint8Array;
}

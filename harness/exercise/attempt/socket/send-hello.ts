import type { HelloContext, ListenSurface } from '../../../deployment/surfaces/surface.ts';
import { HttpError } from '../../http/http-error.ts';
import type { LiveConnection } from './live-connection.ts';

/** Most messages that the `hello` of a surface may send. */
const most = 100;

/** What became of a `hello`. */
export type Said = {
  /** The messages that were sent. */
  sent: readonly string[];
  /** What went wrong in `hello` itself; null if nothing. What the server did wrong is in `connection.received`. */
  why: string | null;
  /** The error status with which a request of `hello` was answered; null if none was. */
  refused: number | null;
};

/** Sends the messages of the surface's `hello`, while the connection lasts. */
export async function sendHello(
  connection: LiveConnection,
  { listen }: ListenSurface,
  context: Omit<HelloContext, 'reply' | 'protocol'>,
  timeout: number,
): Promise<Said> {
  const sent: string[] = [];
  if (listen.hello === undefined) return { sent, why: null, refused: null };
  const { received } = connection;
  const before = Date.now();
  let read = 0;
  let silent = false;
  let refused: number | null = null;
  const reply = async (): Promise<string> => {
    const left = Math.max(0, before + timeout - Date.now());
    silent = !(await received.until(() => received.messages.length > read, left));
    const message = received.messages[read];
    if (message === undefined) throw new Error('no reply came');
    read += 1;
    return message.content.toString('utf8');
  };
  const hello = listen.hello({ ...context, reply, protocol: connection.protocol() });
  const say = async (): Promise<void> => {
    if (hello instanceof Promise) return hello;
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
    (error: unknown) => {
      refused = error instanceof HttpError ? error.status : null;
      return (failed = true);
    },
  );
  let isOver = false;
  void saying.then(() => (isOver = true));
  // A generator may wait endlessly, so the end of the connection or the timeout ends it, too.
  const done = await Promise.race([saying, received.until(() => isOver, timeout)]);
  const said = { sent, refused };
  if (received.ended !== null || refused !== null || (done && !failed))
    return { ...said, why: null };
  if (silent) return { ...said, why: 'no reply came to the surface\u2019s `hello`' };
  return {
    ...said,
    why: `the surface\u2019s \`hello\` ${failed ? 'failed' : 'did not end in time'}`,
  };
}

function isPlain(message: string | object | Uint8Array): message is string | Uint8Array {
  return typeof message === 'string' || message instanceof Uint8Array;
}

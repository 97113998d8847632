import type { BrowserContext, Download, Page, Response, WebSocket } from 'playwright';
import type {
  Attempt,
  Channel,
  Gives,
  Observation,
  Session,
  Thing,
  Worker,
} from '../harness/index.ts';
import { surfaceOf } from './address.ts';

/** What is beyond this is not kept of a body (bytes): a browser's page is no place for more. */
const bodyLimit = 32 * 1024 * 1024;
const tooLong = 'it was longer than the 32 MiB that are looked at';

type Received = {
  method: string;
  url: string;
  status: number;
  headers: Record<string, string>;
  kind: Exclude<Channel, 'http'>;
  sentAt: number;
  answeredAt: number;
  sent: string[];
  content: Uint8Array | string;
  /** Why not all that came could be read, in words; null where it could. */
  unread: string | null;
};

/** Sees whatever a browser context receives, and records it with what its pages show. */
export type Watch = {
  /** Records all that came since the last time, as seen by `session`; resolves with the attempts. */
  record(session: Session | null, thing: Thing | null): Promise<Attempt[]>;
  /** Records what the page shows now, with the rows of a list and frames of its videos where given. */
  show(
    page: Page,
    session: Session | null,
    shown: {
      gives: Gives;
      thing: Thing | null;
      rows?: readonly string[];
      frames?: readonly string[];
      /** Default: nobody can tell yet, for the page may still be loading. */
      granted?: boolean;
    },
  ): Promise<Attempt>;
};

/** Watches a context from here on. */
export function watchContext(worker: Worker, context: BrowserContext): Watch {
  const pending = new Set<Promise<void>>();
  let received: Received[] = [];
  const awaitAnswer = (answer: Promise<Received>) => {
    const reading = answer.then((kept) => void received.push(kept));
    pending.add(reading);
    void reading.finally(() => pending.delete(reading));
  };
  context.on('response', (response) => {
    awaitAnswer(keep(response));
  });
  context.on('page', (page) => {
    page.on('websocket', (socket) => listen(socket, (frame) => received.push(frame)));
    page.on('download', (download) => awaitAnswer(keepDownload(download)));
  });

  return {
    async record(session, thing) {
      await Promise.all(pending);
      const batch = received;
      received = [];
      return Promise.all(
        batch.map((answer) => worker.observe({ ...describe(worker, answer), session, thing })),
      );
    },
    async show(page, session, { gives, thing, rows, frames, granted }) {
      const sentAt = Date.now();
      const content = await page.content();
      const storage = await page
        .evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
        .catch(() => '');
      return worker.observe({
        session,
        thing,
        surface: `shown ${surfaceOf(worker, 'GET', page.url()).id}`,
        gives,
        variant: 'shown',
        sentAt,
        answeredAt: Date.now(),
        status: null,
        headers: {},
        received: [
          { where: 'the page as shown', content },
          { where: 'the page\u2019s storage', content: storage },
        ],
        rows: rows ?? null,
        frames: frames ?? [],
        sent: [page.url()],
        channel: 'browser',
        ...shownOutcome(granted),
      });
    },
  };
}

function shownOutcome(granted: boolean | undefined): Pick<Observation, 'outcome' | 'why'> {
  if (granted === undefined) return { outcome: 'unclear', why: 'the page may still be loading' };
  return { outcome: granted ? 'granted' : 'concealed' };
}

function describe(worker: Worker, answer: Received) {
  const { id, gives } = surfaceOf(worker, answer.method, answer.url);
  return {
    surface: id,
    gives,
    variant: 'browser',
    sentAt: answer.sentAt,
    answeredAt: answer.answeredAt,
    status: answer.status,
    headers: answer.headers,
    received: [{ where: 'body', content: answer.content }],
    rows: null,
    frames: [],
    sent: answer.sent,
    channel: answer.kind,
    ...(answer.unread === null ? {} : { outcome: 'unclear' as const, why: answer.unread }),
  };
}

async function keep(response: Response): Promise<Received> {
  const request = response.request();
  const body = await response.body().catch(() => null);
  const media =
    request.resourceType() === 'media' ||
    /^(video|audio|image)\//.test(response.headers()['content-type'] ?? '');
  return {
    method: request.method(),
    url: response.url(),
    status: response.status(),
    headers: await response.allHeaders().catch(() => response.headers()),
    kind: media ? 'media' : 'browser',
    sentAt: request.timing().startTime || Date.now(),
    answeredAt: Date.now(),
    sent: [
      response.url(),
      request.postData() ?? '',
      ...Object.values(await request.allHeaders().catch(() => request.headers())),
    ],
    content: body?.subarray(0, bodyLimit) ?? '',
    unread:
      body === null
        ? 'the browser no longer had the body'
        : body.length > bodyLimit
          ? tooLong
          : null,
  };
}

/** What a page gave to be saved: its body is no longer with the response. */
async function keepDownload(download: Download): Promise<Received> {
  const now = Date.now();
  const pieces: Buffer[] = [];
  let [length, unread]: [number, string | null] = [0, null];
  try {
    for await (const piece of await download.createReadStream()) {
      pieces.push(piece);
      length += piece.length;
      if (length > bodyLimit) {
        unread = tooLong;
        break;
      }
    }
  } catch {
    unread = 'the browser did not get the whole download';
  }
  return {
    method: 'GET',
    url: download.url(),
    status: 200,
    headers: {},
    kind: 'media',
    sentAt: now,
    answeredAt: Date.now(),
    sent: [download.url()],
    content: Buffer.concat(pieces).subarray(0, bodyLimit),
    unread,
  };
}

function listen(socket: WebSocket, keepFrame: (frame: Received) => void): void {
  const sent: string[] = [socket.url()];
  socket.on('framesent', ({ payload }) => void sent.push(String(payload)));
  socket.on('framereceived', ({ payload }) => {
    const now = Date.now();
    keepFrame({
      method: 'GET',
      url: socket.url().replace(/^ws/, 'http'),
      status: 101,
      headers: {},
      kind: 'socket',
      sentAt: now,
      answeredAt: now,
      sent,
      content: payload,
      unread: null,
    });
  });
}

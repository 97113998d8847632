import type { BrowserContext, Page, Response, WebSocket } from 'playwright';
import type { Attempt, Observation, Session, Thing, Worker } from '../harness/index.ts';
import { isOfDeployment, surfaceOf } from './address.ts';

/** Received bodies beyond this are not kept (bytes): a browser's page is no place for more. */
const bodyLimit = 32 * 1024 * 1024;

type Received = {
  method: string;
  url: string;
  status: number;
  headers: Record<string, string>;
  kind: 'browser' | 'media' | 'socket';
  sentAt: number;
  answeredAt: number;
  sent: string[];
  content: Uint8Array | string | null;
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
      gives: 'list' | 'read' | 'stream';
      thing: Thing | null;
      rows?: readonly string[];
      frames?: readonly string[];
      /** Default: nobody can tell yet, for the page may still be loading. */
      granted?: boolean;
    },
  ): Promise<Attempt>;
};

/** Watches a context from here on; requests to other parties than the deployment are refused. */
export async function watchContext(worker: Worker, context: BrowserContext): Promise<Watch> {
  const pending = new Set<Promise<void>>();
  let received: Received[] = [];
  await context.route(
    (url) => !isOfDeployment(worker, url.href),
    (route) => route.abort('blockedbyclient'),
  );
  context.on('response', (response) => {
    const reading = keep(response).then((answer) => void received.push(answer));
    pending.add(reading);
    void reading.finally(() => pending.delete(reading));
  });
  context.on('page', (page) =>
    page.on('websocket', (socket) => listen(socket, (frame) => received.push(frame))),
  );

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
    received: answer.content === null ? [] : [{ where: 'body', content: answer.content }],
    rows: null,
    frames: [],
    sent: answer.sent,
    channel: answer.kind,
    ...(answer.content === null
      ? { outcome: 'unclear' as const, why: 'the browser no longer had the body' }
      : {}),
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
    sent: [response.url(), request.postData() ?? ''],
    content: body && body.length <= bodyLimit ? body : null,
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
    });
  });
}

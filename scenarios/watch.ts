import type { BrowserContext, Download, Page, Response, WebSocket } from 'playwright';
import {
  type Attempt,
  type Channel,
  type Gives,
  type Observation,
  pictureOfRow,
  type Session,
  type Thing,
  type Worker,
} from '../harness/index.ts';
import { surfaceOf } from './address.ts';
import { readBody, readDownload } from './read-body.ts';
import { type PageTraces, tracePages } from './trace-pages.ts';

/** How long `record` waits for what is still coming (milliseconds). */
const usualPatience = 5_000;

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
  /** The id of the trace that the request carried. */
  trace?: string | undefined;
};

/** Sees whatever a browser context receives, and records it with what its pages show. */
export type Watch = {
  /** Opens a page, each of whose requests to the deployment's own origin carries a trace of its own. */
  openPage(): Promise<Page>;
  /**
   * Records all that came since the last time, as seen by `session`; resolves with the attempts. What is still coming
   * is waited for, but not for ever: what has not ended then is recorded as unclear.
   */
  record(session: Session | null, thing: Thing | null): Promise<Attempt[]>;
  /** Records what the page shows now, with the rows of a list and frames of its videos where given. */
  show(
    page: Page,
    session: Session | null,
    shown: {
      gives: Gives;
      thing: Thing | null;
      rows?: readonly string[];
      /** The CSS selector by which the rows were found. */
      items?: string;
      frames?: readonly string[];
      /** Default: nobody can tell yet, for the page may still be loading. */
      granted?: boolean;
    },
  ): Promise<Attempt>;
};

/** Watches a context from here on. `patience` (milliseconds; default 5 s): how long `record` waits. */
export function watchContext(
  worker: Worker,
  context: BrowserContext,
  { patience = usualPatience } = {},
): Watch {
  const traces = tracePages(worker, context);
  const pending = new Map<Promise<void>, () => void>();
  let received: Received[] = [];
  const awaitAnswer = (read: (over: Promise<void>) => Promise<Received>) => {
    const over = Promise.withResolvers<void>();
    const reading = read(over.promise).then((kept) => void received.push(kept));
    pending.set(reading, over.resolve);
    void reading.finally(() => pending.delete(reading));
  };
  context.on('response', (response) => {
    awaitAnswer(async (over) => keep(response, traces, over));
  });
  context.on('page', (page) => {
    page.on('websocket', (socket) => listen(socket, (frame) => received.push(frame)));
    page.on('download', (download) => awaitAnswer(async (over) => keepDownload(download, over)));
  });

  return {
    async openPage() {
      const page = await context.newPage();
      await traces.begin(page);
      return page;
    },
    async record(session, thing) {
      const awaited = [...pending];
      const giveUp = () => awaited.forEach(([, stop]) => stop());
      const timer = setTimeout(giveUp, patience);
      await Promise.all(awaited.map(([reading]) => reading));
      clearTimeout(timer);
      const batch = received;
      received = [];
      return Promise.all(
        batch.map((answer) => worker.observe({ ...describe(worker, answer), session, thing })),
      );
    },
    async show(page, session, { gives, thing, rows, items, frames, granted }) {
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
        items,
        frames: frames ?? [],
        sent: [page.url()],
        channel: 'browser',
        picture: async (texts) => pictureOfRow(page, texts),
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
    trace: answer.trace,
    ...(answer.unread === null ? {} : { outcome: 'unclear' as const, why: answer.unread }),
  };
}

async function keep(
  response: Response,
  traces: PageTraces,
  over: Promise<void>,
): Promise<Received> {
  const request = response.request();
  const body = await readBody(response, over);
  const media =
    request.resourceType() === 'media' ||
    /^(video|audio|image)\//.test(response.headers()['content-type'] ?? '');
  const asked = await request.allHeaders().catch(() => request.headers());
  return {
    method: request.method(),
    url: response.url(),
    status: response.status(),
    headers: await response.allHeaders().catch(() => response.headers()),
    kind: media ? 'media' : 'browser',
    sentAt: request.timing().startTime || Date.now(),
    answeredAt: Date.now(),
    sent: [response.url(), request.postData() ?? '', ...Object.values(asked)],
    trace: traces.idIn(asked),
    ...body,
  };
}

/** What a page gave to be saved: its body is no longer with the response. */
async function keepDownload(download: Download, over: Promise<void>): Promise<Received> {
  const now = Date.now();
  return {
    method: 'GET',
    url: download.url(),
    status: 200,
    headers: {},
    kind: 'media',
    sentAt: now,
    ...(await readDownload(download, over)),
    answeredAt: Date.now(),
    sent: [download.url()],
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

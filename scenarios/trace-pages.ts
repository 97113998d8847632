import type { BrowserContext, CDPSession, Page } from 'playwright';
import type { Worker } from '../harness/index.ts';

/** The traces of what the pages of a browser context ask of the deployment's own origin. */
export type PageTraces = {
  /** Resolves once the requests of a page are traced. Other pages of the context are, a moment after they were opened. */
  begin(page: Page): Promise<void>;
  /** The id of the trace that a request carried, by its headers; undefined where it carried none of this context's. */
  idIn(headers: Readonly<Record<string, string>>): string | undefined;
};

/**
 * What Chromium fills in by itself, and better: a cookie that is handed back stays as it was before the request, and with
 * a `Referer` that is handed back the whole address goes along to other origins.
 */
const browsersOwn = new Set(['cookie', 'referer']);

/**
 * Has each request of a context's pages to the deployment's own origin carry a `traceparent`, as those of other attempts
 * do: none to another origin, none with a signed address, none where the definition turned tracing off, and none where
 * the page sends one of its own. Neither WebSockets nor service workers carry one, nor requests of another origin's page
 * that name it (`Origin`). What such a page asks without (an image, a frame, a `no-cors` request) does carry one: nobody
 * needs to allow the header there.
 *
 * It uses Chromium's protocol, because neither way of Playwright's keeps to one origin: `extraHTTPHeaders` go everywhere,
 * and the headers of `route.continue` follow a redirect. Here, each step of a redirect is a request anew. The browser's
 * cache works as without.
 */
export function tracePages(
  worker: Pick<Worker, 'plan' | 'traceFor'>,
  context: BrowserContext,
): PageTraces {
  const base = new URL(worker.plan.url);
  const isTraced = worker.traceFor(base) !== null;
  const ids = new Set<string>();
  const begun = new Map<Page, Promise<void>>();
  const headersFor = (request: PausedRequest): Header[] | null => {
    const address = new URL(request.url);
    const { origin = base.origin, traceparent } = lowerCased(request.headers);
    // A page of another origin would have to ask whether it may send the header, where it has to name itself.
    if (origin !== base.origin || traceparent !== undefined) return null;
    const trace = worker.traceFor(address);
    if (trace === null) return null;
    ids.add(trace.id);
    return Object.entries({ ...request.headers, ...trace.headers })
      .filter(([name]) => !browsersOwn.has(name.toLowerCase()))
      .map(([name, value]) => ({ name, value }));
  };
  const begin = async (page: Page): Promise<void> => {
    if (!isTraced) return;
    // A page that is gone by then asks nothing any more.
    const beginning =
      begun.get(page) ?? pause(page, base.origin, headersFor).catch(() => undefined);
    begun.set(page, beginning);
    await beginning;
  };
  context.on('page', (page) => {
    void begin(page);
    page.on('close', () => begun.delete(page));
  });
  return {
    begin,
    idIn(headers) {
      const id = headers['traceparent']?.split('-')[1] ?? '';
      return ids.has(id) ? id : undefined;
    },
  };
}

type Header = { name: string; value: string };
type PausedRequest = { url: string; headers: Readonly<Record<string, string>> };

function lowerCased(headers: PausedRequest['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** Pauses each request of a page to an origin until its headers are known; null: as the browser would send them. */
async function pause(
  page: Page,
  origin: string,
  headersFor: (request: PausedRequest) => Header[] | null,
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    void proceed(session, requestId, headersFor(request));
  });
  const patterns = [{ urlPattern: `${origin}/*`, requestStage: 'Request' as const }];
  await session.send('Fetch.enable', { patterns });
}

/** Sends a paused request. Where it may not have these headers it goes without, so that none is paused for ever. */
async function proceed(
  session: CDPSession,
  requestId: string,
  headers: Header[] | null,
): Promise<void> {
  const plain = async () => session.send('Fetch.continueRequest', { requestId });
  const sent =
    headers === null
      ? plain()
      : session.send('Fetch.continueRequest', { requestId, headers }).catch(plain);
  // The page is gone, or has given the request up.
  await sent.catch(() => undefined);
}

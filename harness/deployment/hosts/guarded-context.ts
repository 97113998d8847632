import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright';
import { openGuardedProxy } from './guarded-proxy.ts';
import { createHostGuard, staysInBrowser } from './host-guard.ts';

/** Most refused hosts that are reported. A hostile page can invent any number. */
const mostTold = 50;
/** Chromium asks this host about fields of forms by itself. It is refused like any other host, but not reported. */
const autofillServer = 'content-autofill.googleapis.com';

/**
 * Opens a browser context that reaches nothing but the deployment. Every connection goes through a proxy of its own,
 * including those that Playwright does not see or cannot stop: the steps of a redirect, and the requests and WebSockets
 * of workers. Before that, the addresses that pages request are checked for a user name or a password, which a
 * connection does not show.
 *
 * Not covered: WebRTC sends UDP past any proxy, unless the browser was launched with `browserOptions()`. In a video
 * call WebRTC is needed, so there the page chooses where the call's media goes.
 *
 * @param onRefused called once for each host that was refused, with the reason and a remedy
 */
export async function openGuardedContext(
  browser: Browser,
  deployment: { url: string; hosts?: readonly string[] },
  options: Omit<BrowserContextOptions, 'proxy'>,
  onRefused: (why: string) => void,
): Promise<BrowserContext> {
  const guard = createHostGuard(deployment);
  const told = new Set<string>();
  const refuse = (address: URL): void => {
    if (told.has(address.host) || told.size >= mostTold) return;
    told.add(address.host);
    const { message, remedy } = guard.refusal(address);
    onRefused(`${message}. ${remedy}`);
  };
  const proxy = await openGuardedProxy(guard, (address) => {
    if (address.host !== autofillServer) refuse(address);
  });
  try {
    const context = await browser.newContext({
      ...options,
      // Without this, Chromium connects to addresses of this machine without the proxy.
      proxy: { server: proxy.server, bypass: '<-loopback>' },
    });
    context.on('close', () => void proxy.close());
    await context.route(
      (url) => !staysInBrowser(url) && !guard.allows(url),
      async (route) => {
        refuse(new URL(route.request().url()));
        await route.abort('blockedbyclient').catch(() => undefined);
      },
    );
    return context;
  } catch (error) {
    await proxy.close();
    throw error;
  }
}

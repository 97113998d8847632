import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright';
import { openGuardedProxy } from './guarded-proxy.ts';
import { createHostGuard, staysInBrowser } from './host-guard.ts';

/** Refused hosts that are told: a hostile page can make up as many as it likes. */
const mostTold = 50;
/** Chromium asks it by itself what the fields of a form mean. Refused like any other, but no news to the user. */
const autofillServer = 'content-autofill.googleapis.com';

/**
 * Opens a browser context that reaches nothing but the deployment. Every connection goes through a proxy of the
 * context's own: also those that Playwright does not see or cannot stop, such as the steps of a redirect, and the
 * requests and WebSockets of workers. Addresses that pages ask for are checked before that, for what a connection
 * does not show: a name or a password in them.
 *
 * Not covered: WebRTC sends UDP past any proxy, unless the browser was launched with `browserOptions()`, which stops
 * that. In a video call it is wanted, so that the page chooses where the call's media goes.
 *
 * @param onRefused is told once of each host that was refused, with what to do about it
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
      // Else Chromium goes to this machine's own addresses without the proxy.
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

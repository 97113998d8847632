/** All ways in which a page can make its browser connect to another host. */
export const waysOut = [
  'fetch',
  'image',
  'script',
  'style sheet',
  'video',
  'frame',
  'event source',
  'socket',
  'beacon',
  'ping',
  'prefetch',
  'redirected fetch',
  'redirected frame',
  'form',
  'popup',
  'download',
  'worker fetch',
  'worker socket',
  'shared worker fetch',
  'shared worker socket',
  'service worker fetch',
  'service worker socket',
  'page of the same context',
  'Playwright',
] as const;

export type WayOut = (typeof waysOut)[number];

/** The script of a worker of any kind. It connects to the ports that its own address names. */
export const workerScript = `
const asked = new URLSearchParams(location.search);
fetch('http://127.0.0.1:' + asked.get('fetch'), { mode: 'no-cors' }).catch(() => null);
new WebSocket('ws://127.0.0.1:' + asked.get('socket'));
`;

/** Runs in the page, and tries all ways except the last two, which need more than a page. Each way has its own port. */
export function tryWaysOut(ports: Record<WayOut, number>): void {
  const to = (way: WayOut) => `http://127.0.0.1:${ports[way]}/`;
  const viaRedirect = (way: WayOut) => `/redirect?to=${encodeURIComponent(to(way))}`;
  const add = (tag: string, attributes: Record<string, string>) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.body.append(element);
    return element;
  };
  const worker = (kind: 'worker' | 'shared worker' | 'service worker') =>
    `/worker.js?fetch=${ports[`${kind} fetch`]}&socket=${ports[`${kind} socket`]}`;

  void fetch(to('fetch'), { mode: 'no-cors' }).catch(() => null);
  void fetch(viaRedirect('redirected fetch'), { mode: 'no-cors' }).catch(() => null);
  add('img', { src: to('image') });
  add('script', { src: to('script') });
  add('link', { rel: 'stylesheet', href: to('style sheet') });
  add('link', { rel: 'prefetch', href: to('prefetch') });
  add('video', { src: to('video'), preload: 'auto' });
  add('iframe', { src: to('frame') });
  add('iframe', { src: viaRedirect('redirected frame') });
  new EventSource(to('event source')).addEventListener('error', () => null);
  new WebSocket(to('socket').replace('http', 'ws')).addEventListener('error', () => null);
  navigator.sendBeacon(to('beacon'), 'x');
  add('a', { href: '#here', ping: to('ping') }).click();
  // The frames keep the page itself from navigating away, which would end all other ways.
  for (const name of ['posted', 'saved']) add('iframe', { name });
  const form = add('form', { method: 'post', target: 'posted', action: to('form') });
  if (form instanceof HTMLFormElement) form.submit();
  add('a', { href: `${to('download')}file`, download: 'x', target: 'saved' }).click();
  window.open(to('popup'));
  const workers = [new Worker(worker('worker')), new SharedWorker(worker('shared worker'))];
  // This keeps the browser from ending the workers before they have connected.
  Object.assign(window, { workers });
  void navigator.serviceWorker.register(worker('service worker')).catch(() => null);
}

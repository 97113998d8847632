/** A link on a page. */
export type Link = { href: string; text: string; rel: string; download: boolean };

/** Words in an address or a text of links that may end a session or do something that cannot be undone. */
const harmful =
  /(?:log|sign)[-_ ]?(?:out|off)|delete|remove|cancel|unsubscribe|deactivate|close[-_ ]account|revoke|confirm|approve|accept|decline|withdraw/i;

/**
 * The address of a link if it is safe to follow: on this origin, no download, and without a harmful word; else null.
 */
export function safeTarget({ href, text, rel, download }: Link, origin: string): string | null {
  const url = URL.parse(href);
  if (url === null || url.origin !== origin || download || /\bnofollow\b/i.test(rel)) return null;
  if (harmful.test(`${url.pathname}${url.search}`) || harmful.test(text)) return null;
  url.hash = '';
  return url.href;
}

/** A link on a page, as a person would see it. */
export type Link = { href: string; text: string; rel: string; download: boolean };

/** What ends a session, or does something that cannot be undone, by its name in an address or a text. */
const harmful =
  /(?:log|sign)[-_ ]?(?:out|off)|delete|remove|cancel|unsubscribe|deactivate|close[-_ ]account|revoke|confirm|approve|accept|decline|withdraw/i;

/** The address of a link that is safe to follow: of this origin, by GET, and harmless by its name; else null. */
export function safeTarget({ href, text, rel, download }: Link, origin: string): string | null {
  const url = URL.parse(href);
  if (url === null || url.origin !== origin || download || /\bnofollow\b/i.test(rel)) return null;
  if (harmful.test(`${url.pathname}${url.search}`) || harmful.test(text)) return null;
  url.hash = '';
  return url.href;
}

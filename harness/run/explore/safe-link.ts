import { isHarmful } from '../../deployment/checks/harmful-address.ts';

/** A link on a page. */
export type Link = { href: string; text: string; rel: string; download: boolean };

/**
 * The address of a link if it is safe to follow: on this origin, no download, and without a harmful word; else null.
 */
export function safeTarget({ href, text, rel, download }: Link, origin: string): string | null {
  const url = URL.parse(href);
  if (url === null || url.origin !== origin || download || /\bnofollow\b/i.test(rel)) return null;
  if (isHarmful(`${url.pathname}${url.search}`) || isHarmful(text)) return null;
  url.hash = '';
  return url.href;
}

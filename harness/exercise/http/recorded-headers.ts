import { maskPath } from './mask-path.ts';

/** The headers that judging needs, on caching and content. None of them can hold a credential. */
const names = [
  'content-type',
  'content-range',
  'cache-control',
  'vary',
  'age',
  'expires',
  'pragma',
];

/**
 * The headers of an answer that the history holds. `location` is kept without its query and with a masked path, because
 * both may hold secrets or numbers of real people; where the path was masked, a digest of it follows.
 */
export function recordedHeaders(
  headers: Readonly<Record<string, string>>,
  base: URL,
  digest: (value: string) => string,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value.slice(0, 200);
  }
  const location = headers['location'];
  if (location !== undefined && URL.canParse(location, base)) {
    const url = new URL(location, base);
    const path = maskPath(url.pathname);
    kept['location'] =
      (url.origin === base.origin ? '' : url.origin) +
      (path === url.pathname ? path : `${path} (digest ${digest(url.pathname)})`);
  }
  return kept;
}

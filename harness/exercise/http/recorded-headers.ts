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

/** The headers of an answer that the history holds. `location` is kept without its query, which may hold secrets. */
export function recordedHeaders(
  headers: Readonly<Record<string, string>>,
  base: URL,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value.slice(0, 200);
  }
  const location = headers['location'];
  if (location !== undefined && URL.canParse(location, base)) {
    const url = new URL(location, base);
    kept['location'] = (url.origin === base.origin ? '' : url.origin) + url.pathname.slice(0, 200);
  }
  return kept;
}

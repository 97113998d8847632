/** The directives of a `Cache-Control`, by their lower-case names. One without a value has an empty one. */
export function cacheControlOf(headers: Headers): ReadonlyMap<string, string> {
  const parts = (headers.get('cache-control') ?? '').toLowerCase().split(',');
  return new Map(
    parts.flatMap((part) => {
      const [name = '', value = ''] = part.trim().split('=');
      return name === '' ? [] : [[name, value.replaceAll('"', '')] as const];
    }),
  );
}

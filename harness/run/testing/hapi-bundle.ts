export type Resource = Record<string, unknown> & { resourceType: string; id: string };

/** How the server calls itself, by a name that only its own network knows. */
export const hapiBase = 'http://hapi.internal:8080/fhir';

/** Few, so that lists of three have pages. */
const pageSize = 2;

/** One page of what matched, with what is included, in the manner of HAPI: a bundle without a match has no `entry`. */
export function bundleOf(
  url: URL,
  matches: readonly Resource[],
  included: readonly Resource[] = [],
): object {
  const size = Number(url.searchParams.get('_count') ?? pageSize);
  const offset = Number(url.searchParams.get('_getpagesoffset') ?? 0);
  const addressAt = (from: number): string => {
    const query = new URLSearchParams(url.searchParams);
    if (from > 0) query.set('_getpagesoffset', String(from));
    return `${hapiBase}${url.pathname.slice('/fhir'.length)}?${query}`;
  };
  const entryOf = (mode: string) => (resource: Resource) => ({
    fullUrl: `${hapiBase}/${resource.resourceType}/${resource.id}`,
    resource,
    search: { mode },
  });
  const entry = [
    ...matches.slice(offset, offset + size).map(entryOf('match')),
    ...included.map(entryOf('include')),
  ];
  const isMore = size > 0 && offset + size < matches.length;
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: matches.length,
    link: [
      { relation: 'self', url: addressAt(offset) },
      ...(isMore ? [{ relation: 'next', url: addressAt(offset + size) }] : []),
    ],
    ...(entry.length === 0 ? {} : { entry }),
  };
}

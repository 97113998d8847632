import type { ProbeAttempt, RequestChange } from '../../../deployment/probe.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import { graphQlWays } from './graphql-ways.ts';
import { otherFormats } from './other-formats.ts';

const override = (method: string) => ({ 'x-http-method-override': method });

/**
 * Other ways to request the same thing. A guard may read them differently from the router, proxy or cache behind it.
 * Those that are most often read differently come first. None of them requests a write.
 */
export const waysToAsk: readonly RequestChange[] = [
  { name: 'head-instead', method: 'HEAD' },
  { name: 'options', method: 'OPTIONS' },
  { name: 'options-as-get', method: 'OPTIONS', headers: override('GET') },
  { name: 'trailing-slash', sameResource: true, path: (path) => `${path}/` },
  { name: 'double-slash', sameResource: true, path: (path) => `/${path}` },
  {
    name: 'upper-case',
    sameResource: true,
    path: (path) => path.replace(/^\/[^/]+/, (first) => first.toUpperCase()),
  },
  // Where an id comes last, a router without path parameters takes it for another id.
  { name: 'path-parameter', path: (path) => `${path};.css` },
  { name: 'earlier-version', path: withEarlierVersion },
  { name: 'json-suffix', path: (path) => `${path}.json` },
  { name: 'encoded-slash', path: (path) => path.replace(/(?<=.)\/(?=[^/]*$)/, '%2f') },
  {
    name: 'inner-double-slash',
    sameResource: true,
    path: (path) => path.replace(/(?<=.)\/(?=[^/]*$)/, '//'),
  },
  { name: 'get-as-head', headers: override('HEAD') },
  ...otherFormats,
];

const methods = waysToAsk.filter(({ method }) => method !== undefined);
const others = waysToAsk.filter(({ method }) => method === undefined);

/**
 * The ways for a request, in the order in which they are tried. A GraphQL query is lost with another method, and its
 * path is that of all others.
 * @param own ids of something that the viewer may see; null where it has nothing
 */
export function waysFor(attempt: ProbeAttempt, own: Ids | null): readonly RequestChange[][] {
  const graphQl = graphQlWays(attempt, own);
  return graphQl.length > 0 ? [graphQl, others] : [methods, others];
}

/** A POST with an override to GET. A deployment that ignores the override may take it for a write. */
export const postAsGet: RequestChange = {
  name: 'post-as-get',
  method: 'POST',
  headers: override('GET'),
};

const version = /\/v(\d{1,3})(?=\/)/;

/**
 * Turns `/v2/` into `/v1/`: an earlier version of an API may still run, with weaker checks. Of `/v1/` it takes the version
 * away; an API without one is asked for as its first version.
 */
function withEarlierVersion(path: string): string {
  const [, number] = version.exec(path) ?? [];
  if (number === undefined) return path.replace(/^(?:\/api(?=\/))?/, (api) => `${api}/v1`);
  return path.replace(version, Number(number) > 1 ? `/v${Number(number) - 1}` : '');
}

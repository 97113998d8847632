import type { RequestChange } from '../../../deployment/probe.ts';

const override = (method: string) => ({ 'x-http-method-override': method });

/**
 * Other ways to ask for the same, of which a guard may not know what a router, a proxy or a cache behind it makes:
 * those that most often differ come first. None of them asks for a change.
 */
export const waysToAsk: readonly RequestChange[] = [
  { name: 'trailing-slash', path: (path) => `${path}/` },
  { name: 'double-slash', path: (path) => `/${path}` },
  { name: 'upper-case', path: (path) => path.replace(/^\/[^/]+/, (first) => first.toUpperCase()) },
  { name: 'path-parameter', path: (path) => `${path};.css` },
  { name: 'earlier-version', path: withEarlierVersion },
  { name: 'json-suffix', path: (path) => `${path}.json` },
  { name: 'encoded-slash', path: (path) => path.replace(/(?<=.)\/(?=[^/]*$)/, '%2f') },
  { name: 'inner-double-slash', path: (path) => path.replace(/(?<=.)\/(?=[^/]*$)/, '//') },
  { name: 'options-as-get', method: 'OPTIONS', headers: override('GET') },
  { name: 'options', method: 'OPTIONS' },
  { name: 'head-instead', method: 'HEAD' },
  { name: 'get-as-head', headers: override('HEAD') },
];

/** The same by `POST`, which a deployment may take for a write. */
export const postAsGet: RequestChange = {
  name: 'post-as-get',
  method: 'POST',
  headers: override('GET'),
};

/** Of `/v2/`, `/v1/`: an earlier version of an interface may still run, with earlier checks. */
function withEarlierVersion(path: string): string {
  return path.replace(/\/v(\d{1,3})(?=\/)/, (all, version: string) =>
    Number(version) > 1 ? `/v${Number(version) - 1}` : all,
  );
}

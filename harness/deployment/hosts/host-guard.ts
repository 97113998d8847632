import { UsageError } from '../../domain/errors.ts';
import { isProductionLooking } from '../checks/production-looking.ts';

/**
 * Decides which addresses belong to the deployment. HTTP, sockets, browsers and imported recordings all use this guard.
 *
 * - Scheme: http, https, ws or wss. The rules of http apply to ws, and those of https to wss. If `url` is https, no
 *   unencrypted scheme is allowed.
 * - Host: the host of `url`, or one of `hosts`, as a browser reads them. Case does not matter, an international name
 *   equals its punycode, all spellings of an IP address are equal, and one trailing dot is ignored. An IPv4 address
 * does not equal the IPv6 address that it is mapped to.
 * - Port: exactly the port of `url` or of the entry in `hosts`. The default is the scheme's own port (80 or 443).
 * - User information: none. A name before an @ may mislead, and a password would be sent.
 */
export type HostGuard = {
  allows(target: URL): boolean;
  /** Throws the error of `refusal` when the address is not allowed. */
  check(target: URL): void;
  /** The error for an address that is not allowed. Its message names the host, and never the rest of the address. */
  refusal(target: URL): UsageError;
};

/** The allowed protocols: whether they are encrypted, and their default port. */
const protocols: Readonly<Record<string, { secure: boolean; port: string }>> = {
  'http:': { secure: false, port: '80' },
  'ws:': { secure: false, port: '80' },
  'https:': { secure: true, port: '443' },
  'wss:': { secure: true, port: '443' },
};

/** Creates the guard. `hosts` are names, or names with a port (`media.acme.test:8443`). */
export function createHostGuard(deployment: { url: string; hosts?: readonly string[] }): HostGuard {
  const base = new URL(deployment.url);
  const places = new Set([place(base)]);
  const names = new Set<string>();
  for (const text of deployment.hosts ?? []) {
    const host = parseHost(text);
    if (host === null)
      throw new UsageError(`hosts: ${JSON.stringify(text)} is no host`, hostRemedy);
    if (host.port === null) names.add(host.hostname);
    else places.add(`${host.hostname}:${host.port}`);
  }
  const secure = protocols[base.protocol]?.secure ?? true;
  const allows = (target: URL): boolean => {
    const protocol = protocols[target.protocol];
    if (protocol === undefined || (secure && !protocol.secure)) return false;
    if (target.username !== '' || target.password !== '') return false;
    return places.has(place(target)) || (target.port === '' && names.has(hostnameOf(target)));
  };
  const refusal = (target: URL): UsageError => {
    const address = `${target.protocol}//${target.host}`;
    const safer = withoutCredentials(secure ? encrypted(target) : target);
    return allows(safer)
      ? new UsageError(
          `${address} is on the deployment\u2019s host, but is unencrypted or holds a name or a password`,
          `Ask at ${safer.protocol}//${safer.host} instead.`,
        )
      : new UsageError(
          `${address} does not belong to the deployment at ${base.origin}`,
          `If it does, add ${JSON.stringify(target.host)} to hosts in the deployment definition.`,
        );
  };
  const check = (target: URL): void => {
    if (!allows(target)) throw refusal(target);
  };
  return { allows, check, refusal };
}

/** Whether opening an address sends no request, because the browser holds the content itself. */
export function staysInBrowser({ protocol }: URL): boolean {
  return protocol === 'data:' || protocol === 'blob:' || protocol === 'about:';
}

/** The remedy for an invalid host. */
export const hostRemedy =
  'Write a host name or address, with its port if it has one: media.acme.test:8443.';

/** Parses an entry of `hosts`. Returns null for anything that is no host (a URL, a path, a wildcard). */
export function parseHost(text: string): { hostname: string; port: number | null } | null {
  const [, name, port] = /^(\[[^\]]+\]|[^:/\\?#@*\s]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const parsed = name === undefined ? null : URL.parse(`http://${name}`);
  if (parsed === null || Number(port ?? 0) > 65_535) return null;
  return { hostname: hostnameOf(parsed), port: port === undefined ? null : Number(port) };
}

/**
 * Throws a UsageError when a host looks like production, because seeding creates accounts there. The user may confirm
 * it.
 */
export function assertSeedingAllowed(request: {
  url: string;
  hosts?: readonly string[];
  /** `--yes-production` was given. */
  confirmed?: boolean;
}): void {
  if (request.confirmed === true) return;
  const urls = [request.url, ...(request.hosts ?? []).map((host) => `https://${host}`)];
  const suspects = urls.map((url) => new URL(url)).filter(isProductionLooking);
  if (suspects.length === 0) return;
  throw new UsageError(
    `${suspects.map(({ host }) => host).join(', ')} looks like production, and seeding creates accounts there`,
    'Use a staging deployment; or, if it shall be this one, say so with --yes-production.',
  );
}

function hostnameOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, '');
}

function place(url: URL): string {
  return `${hostnameOf(url)}:${url.port === '' ? (protocols[url.protocol]?.port ?? '') : url.port}`;
}

function encrypted(target: URL): URL {
  return new URL(target.href.replace(/^(http|ws):/, '$1s:'));
}

function withoutCredentials(target: URL): URL {
  const url = new URL(target);
  url.username = '';
  url.password = '';
  return url;
}

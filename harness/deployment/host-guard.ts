import { UsageError } from '../domain/errors.ts';
import { isProductionLooking } from './production-looking.ts';

/** Where requests may go: the deployment's own origin and the hosts that the definition names. */
export type HostGuard = {
  allows(target: URL): boolean;
  /** Throws a UsageError that names the host (never the rest of the address) where it is not allowed. */
  check(target: URL): void;
};

/** Protocols by whether they are encrypted, with the port that needs no saying. */
const protocols: Readonly<Record<string, { secure: boolean; port: string }>> = {
  'http:': { secure: false, port: '80' },
  'ws:': { secure: false, port: '80' },
  'https:': { secure: true, port: '443' },
  'wss:': { secure: true, port: '443' },
};

/**
 * Makes the guard. `hosts` are names, or names with a port (`media.acme.test:8443`); without one the protocol's
 * own port is meant. Where `url` is https, nothing goes out unencrypted.
 */
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
    // A name before an @ is there to mislead, and a password there would be sent.
    if (target.username !== '' || target.password !== '') return false;
    return places.has(place(target)) || (target.port === '' && names.has(hostnameOf(target)));
  };
  return {
    allows,
    check: (target) => {
      if (allows(target)) return;
      throw new UsageError(
        `${target.protocol}//${target.host} does not belong to the deployment at ${base.origin}`,
        `If it does, add ${JSON.stringify(target.host)} to hosts in the deployment definition.`,
      );
    },
  };
}

/** What to write as a host. */
export const hostRemedy =
  'Write a host name or address, with its port if it has one: media.acme.test:8443.';

/** A host as the definition names it; null where it is anything else (an address, a path, a wildcard). */
export function parseHost(text: string): { hostname: string; port: number | null } | null {
  const [, name, port] = /^(\[[^\]]+\]|[^:/\\?#@*\s]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const parsed = name === undefined ? null : URL.parse(`http://${name}`);
  if (parsed === null || Number(port ?? 0) > 65_535) return null;
  return { hostname: hostnameOf(parsed), port: port === undefined ? null : Number(port) };
}

/**
 * Refuses to create accounts on what looks like production, unless the user has said that it shall be.
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

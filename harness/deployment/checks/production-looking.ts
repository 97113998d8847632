import { BlockList, isIP } from 'node:net';

/** Suffixes of names that do not exist on the public internet (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`). */
const privateSuffixes = [
  'localhost',
  'test',
  'example',
  'invalid',
  'local',
  'internal',
  'home.arpa',
  'lan',
];

/** Words for deployments that are not production, as a label of a host name or a part of one. */
const stagingWords = [
  'staging',
  'stage',
  'stg',
  'test',
  'testing',
  'dev',
  'qa',
  'uat',
  'sandbox',
  'preview',
  'local',
];

/** Addresses that belong to this machine or to a private network (RFC 1918, 3927, 4193, 4291, 6598). */
const privateAddresses = new BlockList();
privateAddresses.addSubnet('127.0.0.0', 8);
privateAddresses.addSubnet('10.0.0.0', 8);
privateAddresses.addSubnet('172.16.0.0', 12);
privateAddresses.addSubnet('192.168.0.0', 16);
privateAddresses.addSubnet('169.254.0.0', 16);
privateAddresses.addSubnet('100.64.0.0', 10);
privateAddresses.addAddress('::1', 'ipv6');
privateAddresses.addSubnet('fc00::', 7, 'ipv6');
privateAddresses.addSubnet('fe80::', 10, 'ipv6');

/**
 * Whether real patients may use the service at an address: the address is public, and no word in its name stands for a
 * staging deployment. This is a guess, which errs on the safe side.
 */
export function isProductionLooking(url: URL): boolean {
  const hostname = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const version = isIP(hostname);
  if (version !== 0) return !privateAddresses.check(hostname, version === 4 ? 'ipv4' : 'ipv6');

  const labels = hostname.split('.');
  // A name with a single label (a container, a machine in the network) is not on the public internet.
  if (labels.length === 1) return false;
  if (privateSuffixes.some((suffix) => hostname.endsWith(`.${suffix}`))) return false;
  // The last label does not count: acme.dev is a public name like any other.
  const parts = labels.slice(0, -1).flatMap((label) => label.split(/[-_]/));
  return !parts.some((part) => stagingWords.includes(part.replace(/^\d+|\d+$/g, '')));
}

import { estimateBits } from '../../../canaries/estimate-bits.ts';
import { findJwts } from '../../scan/jwt.ts';
import { timeIn } from './move-end.ts';
import { piecesOf } from './query-pieces.ts';

/** Names of parameters that say when an address ends, or how many seconds after it was made. */
const endNames = /expir|until|valid|ttl|deadline|lifetime|max-?age|(?:^|[_-])(?:exp|end|se|e)$/i;
/** An end within a value: `exp=1772600827~hmac=…`, `{"Expires": 1772600827}`, `"AWS:EpochTime":1772600827`. */
const endWithin =
  /(?:^|[^a-z])(?:exp|expires|expiry|until|EpochTime)["']?\s*[=:~]\s*["']?(\d{10}(?:\d{3})?)(?!\d)/gi;

const day = 24 * 60 * 60 * 1000;
/** Most milliseconds from now to an end. What is later may be anything: a visit, the end of a prescription. */
const longest = 366 * day;
/** Most milliseconds to a time that stands in a path without a name. */
const longestInPath = 31 * day;
/** Fewest estimated bits of what signs an address. */
const fewestBits = 64;

/**
 * When a signed address ends, as it says itself: in its query, in a JWT or a policy that stands there, or in its path.
 * Null where it is not signed or says nothing of it. If it says several times, the latest counts.
 * @param about.now the time at the server when it gave the address, in milliseconds since the epoch, as is the end
 * @param about.ids ids that may stand in it, which are no signature
 */
export function statedEnd(
  url: URL,
  { now, ids }: { now: number; ids: readonly string[] },
): number | null {
  const pieces = piecesOf(url);
  const steps = url.pathname.split('/');
  const isSecret = (text: string) => estimateBits(text) >= fewestBits && !ids.includes(text);
  const isSigned = pieces.some(({ value }) => isSecret(value));
  const named = isSigned ? pieces.filter(({ name }) => endNames.test(name)) : [];
  const past = pieces.flatMap(({ value }) => timeIn(value) ?? []).filter((at) => at <= now);
  const made = Math.max(now - day, ...past) === now - day ? now : Math.max(...past);
  const inQuery = named.flatMap(({ value }) =>
    /^\d{1,6}$/.test(value) ? [made + Number(value) * 1000] : (timeIn(value) ?? []),
  );
  const inValues = [...pieces.map(({ value }) => value), ...steps].filter(isSecret).flatMap(endsIn);
  const isSignedPath = isSigned || steps.some((step) => !/^\d+$/.test(step) && isSecret(step));
  const inPath = isSignedPath
    ? steps.flatMap((step) => timeIn(step) ?? []).filter((at) => at < now + longestInPath)
    : [];
  const ends = [...inQuery, ...inValues, ...inPath].filter((at) => at > now && at < now + longest);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** The ends in a value, as it is and in base64. */
function endsIn(value: string): number[] {
  const claims = findJwts(value).flatMap((jwt) => jwt.claims);
  const texts = [
    value,
    ...value.split('.').map((part) => Buffer.from(part, 'base64').toString('latin1')),
  ];
  return [
    ...claims.filter(({ name }) => name === 'exp').map((claim) => claim.value),
    ...texts.flatMap((text) => [...text.matchAll(endWithin)].map(([, at = '']) => at)),
  ].flatMap((text) => timeIn(text) ?? []);
}

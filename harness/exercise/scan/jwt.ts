import { endOfRun } from './end-of-run.ts';

/** One claim of a JWT. `name`: the last step of its path. */
export type Claim = { name: string; value: string };

/** A JWT, or another text of base64url segments with JSON in them, and where it begins. */
export type Jwt = { text: string; at: number; claims: readonly Claim[]; shape: string };

/** Base64url of `{"`, with which the JSON of a segment begins. */
const begin = 'eyJ';
/** What ends segments and the dots between them. */
const afterSegments = /[^\w.-]/g;

/** Most characters of a JWT. */
export const longestJwt = 16_384;
const [mostJwts, mostClaims, deepest] = [50, 200, 4];
/** Most places of a text that are read as a JWT. Each takes as long as a JWT may be, and a text may have millions. */
const mostTries = 1000;

/**
 * Finds JWTs in a text, by two or more segments of which one holds JSON; signatures are neither needed nor checked. At
 * most 50 are found, of at most 16,384 characters.
 */
export function findJwts(text: string): Jwt[] {
  const found: Jwt[] = [];
  let at = text.indexOf(begin);
  for (let tries = 0; at >= 0 && found.length < mostJwts && tries < mostTries;) {
    const all = text.slice(at, endOfRun(text, at, afterSegments));
    // What has one segment has one from wherever it is read, and of what is too long, only the end may be a JWT.
    const passed = all.includes('.') ? all.length - longestJwt : all.length;
    const jwt = passed > 0 ? null : read(all, at);
    if (jwt !== null) found.push(jwt);
    if (passed <= 0) tries += 1;
    at = text.indexOf(begin, at + (jwt === null ? Math.max(begin.length, passed) : all.length));
  }
  return found;
}

function read(text: string, at: number): Jwt | null {
  const parts = text.split('.').flatMap((segment) => jsonOf(segment) ?? []);
  // The header of a JWT names an algorithm, and no account.
  const bodies = parts.filter((part, index) => index > 0 || !('alg' in part));
  const claims = bodies.flatMap((body) => claimsOf('', body, 0)).slice(0, mostClaims);
  if (claims.length === 0) return null;
  const names = [...new Set(claims.map(({ name }) => name))].sort();
  const issuer = claims.find(({ name }) => name === 'iss')?.value ?? '';
  return { text, at, claims, shape: JSON.stringify([issuer, names]) };
}

function jsonOf(segment: string): object | null {
  if (!segment.startsWith(begin)) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function claimsOf(name: string, value: unknown, depth: number): Claim[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ name, value: `${value}` }];
  if (typeof value !== 'object' || value === null || depth >= deepest) return [];
  const members = Array.isArray(value)
    ? value.map((element): [string, unknown] => [name, element])
    : Object.entries(value);
  return members.flatMap(([key, member]) => claimsOf(key, member, depth + 1));
}

const subjects =
  /^(?:sub|uid|oid|upn|e-?mail|login|(?:preferred_?|unique_?)?(?:user_?)?name|(?:user|account|patient|person|member|customer|profile)(?:[_-]?(?:id|uuid))?)$/i;

/** Whether a claim says whose the JWT is. Namespaces are left out: `https://acme.test/user_id`, `x-acme-user-id`. */
export function namesSubject({ name }: Claim): boolean {
  return subjects.test(name.replace(/^.*[/:]/, '').replace(/^x-[a-z]+-/i, ''));
}

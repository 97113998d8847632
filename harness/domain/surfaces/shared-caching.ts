import type { Attempt } from '../attempts/attempt.ts';

type Answer = Pick<Attempt, 'headers' | 'credentialsIn' | 'answeredAt'>;

/**
 * Why a shared cache may give an answer to others without asking, as its headers say (RFC 9111), in words; null where they
 * do not say so. That a cache may guess a life where they say nothing (4.2.2) is no word of the deployment's, and left out.
 */
export function whyShared({ headers, credentialsIn, answeredAt }: Answer): string | null {
  const control = directivesOf(headers['cache-control']);
  // With names of headers in it, `private` and `no-cache` are about these alone.
  const isBarred = ['private', 'no-cache'].some((name) => control.get(name) === '');
  if (control.has('no-store') || isBarred) return null;
  if (keepsApart(headers['vary'], credentialsIn)) return null;
  const seconds = lifeOf(control, headers['expires'], answeredAt);
  if (seconds !== null && seconds <= 0) return null;
  const [allowing] = allowedBy(credentialsIn).filter((name) => control.has(name));
  const life = seconds === null ? '' : `, for ${seconds} s`;
  if (allowing !== undefined) return `${allowing}${life}`;
  // Of an answer to a request with Authorization, a life alone allows nothing (3.5).
  const isProtected = credentialsIn === undefined || credentialsIn.includes('authorization');
  return seconds === null || isProtected ? null : `neither private nor no-store${life}`;
}

/** Directives that allow shared caches to keep an answer. `must-revalidate` does so of one to an `Authorization` (3.5). */
function allowedBy(credentialsIn: Answer['credentialsIn']): readonly string[] {
  const always = ['public', 's-maxage'];
  return credentialsIn?.includes('authorization') === true
    ? [...always, 'must-revalidate']
    : always;
}

function directivesOf(header = ''): ReadonlyMap<string, string> {
  const parts = header.toLowerCase().matchAll(/([^\s,=]+)(?:\s*=\s*("[^"]*"?|[^\s,]*))?/g);
  return new Map([...parts].map(([, name = '', value = '']) => [name, value.replaceAll('"', '')]));
}

/** Whether an answer says that it differs by what tells accounts apart. */
function keepsApart(vary = '', credentialsIn: readonly string[] = []): boolean {
  const names = vary.split(',').map((name) => name.trim().toLowerCase());
  return ['*', 'authorization', 'cookie', ...credentialsIn].some((name) => names.includes(name));
}

/** For how many seconds an answer says that it is fresh, also while it is made anew; null where it says nothing. */
function lifeOf(
  control: ReadonlyMap<string, string>,
  expires: string | undefined,
  answeredAt: number,
): number | null {
  const stated = control.get('s-maxage') ?? control.get('max-age');
  if (stated !== undefined)
    return secondsOf(stated) + secondsOf(control.get('stale-while-revalidate'));
  if (expires === undefined) return null;
  const end = Date.parse(expires);
  // One that is no date is over already (5.3).
  return Number.isNaN(end) ? 0 : Math.round((end - answeredAt) / 1000);
}

function secondsOf(text = '0'): number {
  return /^\d+$/.test(text) ? Number(text) : 0;
}

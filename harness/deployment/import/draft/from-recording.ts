import type { Exchange } from '../har/exchange.ts';
import { jsonOf } from '../har/exchange.ts';
import { isSignInPage } from '../har/sign-in-page.ts';
import { learnedIds } from '../har/learned-ids.ts';
import { originOf } from '../har/origin-of.ts';
import { recordedSurfaces } from '../har/recorded-surfaces.ts';
import { surfacesAsCode } from '../../surfaces-as-code.ts';
import { blank, type Draft, type DraftCall, type DraftSignIn } from './draft.ts';
import { deeds, tokenNames } from './names.ts';
import { valueOf } from './value-of.ts';

/**
 * Drafts a definition from a recording: its address, sign-in and surfaces. No recorded value is kept.
 * @param url origin that the user gave; null: the recording tells it
 */
export function draftFromRecording(exchanges: readonly Exchange[], url: string | null): Draft {
  const { origin } = originOf(exchanges, url ?? undefined);
  const { surfaces, unreached } = recordedSurfaces(exchanges, { url: origin });
  const book = bookOf(exchanges);
  // What is booked must be shown in its list. Of all other lists nothing says that they are no catalogues.
  const said = surfaces.map((surface) =>
    surface.path.replace(/\?.*$/s, '') === book?.path ? { ...surface, imported: false } : surface,
  );
  const { lines, builders } = surfacesAsCode([...said, ...unreached]);
  return {
    ...blank,
    url: origin,
    signUp: signUpOf(exchanges.find((exchange) => isSignUp(exchange))),
    signIn: signInOf(exchanges),
    signOut: signOutOf(exchanges),
    book,
    surfaces: { lines, imports: builders, needs: surfaces.flatMap(({ needs }) => needs) },
  };
}

/** Finds how an account signs in: from the first request to a sign-in path, or else the first with a password. */
function signInOf(exchanges: readonly Exchange[]): DraftSignIn | null {
  const basic = exchanges.some(({ requestHeaders }) =>
    /^basic /i.test(requestHeaders.get('authorization') ?? ''),
  );
  const candidates = exchanges.filter((one) => passwordOf(one) !== undefined && !isSignUp(one));
  const exchange = candidates.find(({ url }) => deeds.signIn.test(lastOf(url))) ?? candidates[0];
  const password = exchange === undefined ? undefined : passwordOf(exchange);
  if (exchange === undefined || password === undefined) return basic ? { kind: 'basic' } : null;
  const { as, names } = fieldsOf(exchange.requestBody ?? '');
  const user = names.find((name) => /mail|user|login|name/i.test(name)) ?? 'email';
  const token = tokenOf(exchange, exchanges);
  const { pathname: path } = exchange.url;
  const page = as === 'form' ? pageOf(exchanges, exchange, names) : null;
  return { kind: 'password', page, path, as, user, password, more: [], token, orCookie: false };
}

/**
 * Name of the field of the sign-in's answer that later requests carry as a bearer token; null: there is a cookie. Where
 * the recording holds neither, as browsers leave them out, the usual names of such fields decide.
 */
function tokenOf(signIn: Exchange, exchanges: readonly Exchange[]): string | null {
  const later = exchanges.slice(exchanges.indexOf(signIn) + 1);
  const sent = later.map(({ requestHeaders }) => requestHeaders.get('authorization') ?? '');
  const answer = jsonOf(signIn);
  const fields = typeof answer === 'object' && answer !== null ? Object.entries(answer) : [];
  const carried = fields.find(
    ([, value]) => typeof value === 'string' && value !== '' && sent.includes(`Bearer ${value}`),
  );
  if (carried !== undefined) return carried[0];
  const hasCookies = later.some(({ requestHeaders }) => requestHeaders.has('cookie'));
  const hasBearer = sent.some((value) => /^bearer /i.test(value));
  if (hasCookies && !hasBearer) return null;
  return fields.map(([name]) => name).find((name) => tokenNames.test(name)) ?? null;
}

/** Path of the page with the sign-in form: as recorded or, if the form has a CSRF token, from the Referer header. */
function pageOf(
  exchanges: readonly Exchange[],
  sent: Exchange,
  names: readonly string[],
): string | null {
  const shown = exchanges.slice(0, exchanges.indexOf(sent)).findLast(isSignInPage);
  if (shown !== undefined) return shown.url.pathname;
  const referrer = URL.parse(sent.requestHeaders.get('referer') ?? '');
  const isGuarded = names.some((name) => /csrf|xsrf|token|nonce/i.test(name));
  return isGuarded ? (referrer ?? sent.url).pathname : null;
}

/**
 * Finds how an account signs up. Only names of fields are kept; the user fills in values that are no personal details.
 */
function signUpOf(exchange: Exchange | undefined): DraftCall | null {
  if (exchange === undefined) return null;
  const { as, names } = fieldsOf(exchange.requestBody ?? '');
  const given = answered(exchange);
  return {
    path: exchange.url.pathname,
    as,
    fields: names.map((name) => ({ name, code: valueOf(name, unknownKind, 'account') })),
    id: given.find((name) => name === 'id') ?? given.find((name) => /id$/i.test(name)) ?? null,
  };
}

/**
 * Finds how a consultation is booked. Texts of several words become tokens; the user fills in what may be a choice or an
 * id, because no recorded value but a truth value is kept.
 */
function bookOf(exchanges: readonly Exchange[]): DraftCall | null {
  const exchange = exchanges.find(
    ({ method, status, requestBody, url }) =>
      method === 'POST' && status < 300 && requestBody !== null && deeds.book.test(lastOf(url)),
  );
  if (exchange === undefined || learnedIds([exchange], []).size > 0) return null;
  const { as, names, values } = fieldsOf(exchange.requestBody ?? '');
  const given = answered(exchange);
  return {
    path: exchange.url.pathname,
    as,
    fields: names.map((name, index) => ({ name, code: bookedCode(name, values[index]) })),
    id: given.find((name) => name === 'id') ?? given.find((name) => /id$/i.test(name)) ?? null,
  };
}

function bookedCode(name: string, value: unknown): string | null {
  if (typeof value === 'boolean') return String(value);
  const isFreeText = typeof value === 'string' && (/\S\s+\S/.test(value) || freeText.test(name));
  return isFreeText ? valueOf(name, { ...unknownKind, type: 'string' }, 'thing') : null;
}

/** Names of fields that take any text. */
const freeText =
  /reason|notes?$|topic|subject|title|description|message|comment|symptom|complaint/i;

const unknownKind = { type: '', format: '', value: null, levels: [] };

function signOutOf(exchanges: readonly Exchange[]): Draft['signOut'] {
  const found = exchanges.find(
    ({ method, url }) =>
      ['POST', 'DELETE', 'GET'].includes(method) && deeds.signOut.test(lastOf(url)),
  );
  return found === undefined ? null : { method: found.method, path: found.url.pathname };
}

function isSignUp(exchange: Exchange): boolean {
  return passwordOf(exchange) !== undefined && deeds.signUp.test(lastOf(exchange.url));
}

function lastOf({ pathname }: URL): string {
  return pathname.split('/').findLast((segment) => segment !== '') ?? '';
}

/** Name of the field in which a POST sends a password. */
function passwordOf({ method, requestBody }: Exchange): string | undefined {
  if (method !== 'POST' || requestBody === null) return undefined;
  return fieldsOf(requestBody).names.find((name) => /pass/i.test(name));
}

function answered(exchange: Exchange): string[] {
  const answer = jsonOf(exchange);
  return typeof answer === 'object' && answer !== null ? Object.keys(answer) : [];
}

function fieldsOf(body: string): { as: 'json' | 'form'; names: string[]; values: unknown[] } {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null)
      return { as: 'json', names: Object.keys(value), values: Object.values(value) };
  } catch {
    // The body is not JSON, so it is a form.
  }
  const form = new URLSearchParams(body);
  return { as: 'form', names: [...form.keys()], values: [...form.values()] };
}

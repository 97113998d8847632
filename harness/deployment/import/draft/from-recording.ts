import type { Exchange } from '../har/exchange.ts';
import { jsonOf } from '../har/exchange.ts';
import { isSignInPage } from '../har/sign-in-page.ts';
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
  const { lines, builders } = surfacesAsCode([...surfaces, ...unreached]);
  return {
    ...blank,
    url: origin,
    signUp: signUpOf(exchanges.find((exchange) => isSignUp(exchange))),
    signIn: signInOf(exchanges),
    signOut: signOutOf(exchanges),
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
  const token = answered(exchange).find((name) => tokenNames.test(name)) ?? null;
  const { pathname: path } = exchange.url;
  const page = as === 'form' ? pageOf(exchanges, exchange, names) : null;
  return { kind: 'password', page, path, as, user, password, more: [], token, orCookie: false };
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

function fieldsOf(body: string): { as: 'json' | 'form'; names: string[] } {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null)
      return { as: 'json', names: Object.keys(value) };
  } catch {
    // The body is not JSON, so it is a form.
  }
  return { as: 'form', names: [...new URLSearchParams(body).keys()] };
}

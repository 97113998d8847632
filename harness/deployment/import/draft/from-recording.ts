import type { Exchange } from '../har/exchange.ts';
import { isSignInPage } from '../har/sign-in-page.ts';
import { learnedIds } from '../har/learned-ids.ts';
import { originOf } from '../har/origin-of.ts';
import { recordedSurfaces } from '../har/recorded-surfaces.ts';
import { sentFields } from '../har/sent-fields.ts';
import { surfacesAsCode } from '../../surfaces/surfaces-as-code.ts';
import { blank, type Draft, type DraftSignIn } from './draft.ts';
import { deeds } from './names.ts';
import { recordedCall } from './recorded-call.ts';
import { tokenIn } from './recorded-token.ts';
import { recordedSignOut } from './sign-out-of.ts';
import { recordedRelease } from './recorded-release.ts';
import { recordedUploads } from './recorded-uploads.ts';

/**
 * Drafts a definition from a recording: its address, sign-in and surfaces. No recorded value is kept.
 * @param url origin that the user gave; null: the recording tells it
 */
export function draftFromRecording(exchanges: readonly Exchange[], url: string | null): Draft {
  const { origin } = originOf(exchanges, url ?? undefined);
  const { surfaces, unreached } = recordedSurfaces(exchanges, { url: origin });
  const asked = {
    paths: surfaces.map(({ path }) => path),
    needs: surfaces.flatMap(({ needs }) => needs),
  };
  const signUp = exchanges.find((exchange) => isSignUp(exchange));
  const booking = bookingIn(exchanges);
  const ofBooking =
    booking === undefined ? null : recordedCall(booking, booking.url.pathname, asked, 'thing');
  const known = [signUp, booking].flatMap((one) => one ?? []);
  const { uploads, others } = recordedUploads(exchanges, { origin, book: ofBooking, known, asked });
  // Where nothing is booked, a file is what an account has.
  const book = ofBooking ?? uploads.shift() ?? null;
  // What is booked must be shown in its list. Of all other lists nothing says that they are no catalogues.
  const said = surfaces.map((surface) =>
    surface.path.replace(/\?.*$/s, '') === book?.path ? { ...surface, imported: false } : surface,
  );
  const { lines, builders } = surfacesAsCode([...said, ...unreached]);
  return {
    ...blank,
    url: origin,
    release: recordedRelease(exchanges),
    signUp:
      signUp === undefined ? null : recordedCall(signUp, signUp.url.pathname, asked, 'account'),
    signIn: signInOf(exchanges),
    signOut: recordedSignOut(exchanges, signInIn(exchanges)),
    book,
    uploads,
    otherUploads: others,
    surfaces: { lines, imports: builders, needs: asked.needs },
  };
}

/** The exchange that signed in. */
function signInIn(exchanges: readonly Exchange[]): Exchange | undefined {
  const candidates = exchanges.filter((one) => passwordOf(one) !== undefined && !isSignUp(one));
  return candidates.find(({ url }) => deeds.signIn.test(lastOf(url))) ?? candidates[0];
}

/** Finds how an account signs in: from the first request to a sign-in path, or else the first with a password. */
function signInOf(exchanges: readonly Exchange[]): DraftSignIn | null {
  const basic = exchanges.some(({ requestHeaders }) =>
    /^basic /i.test(requestHeaders.get('authorization') ?? ''),
  );
  const exchange = signInIn(exchanges);
  const password = exchange === undefined ? undefined : passwordOf(exchange);
  if (exchange === undefined || password === undefined) return basic ? { kind: 'basic' } : null;
  const { as, fields } = sentFields(exchange);
  const names = fields.map(({ name }) => name);
  const user = names.find((name) => /mail|user|login|name/i.test(name)) ?? 'email';
  const { token, header } = tokenIn(exchange, exchanges);
  const { pathname: path } = exchange.url;
  const page = as === 'form' ? pageOf(exchanges, exchange, names) : null;
  return {
    kind: 'password',
    page,
    path,
    as: as === 'bytes' ? 'json' : as,
    user,
    password,
    more: [],
    token,
    header,
    orCookie: false,
  };
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

/** Finds the request that booked a consultation. One whose address has ids books something within another thing. */
function bookingIn(exchanges: readonly Exchange[]): Exchange | undefined {
  const found = exchanges.find(
    (exchange) =>
      exchange.method === 'POST' &&
      exchange.status < 300 &&
      sentFields(exchange).fields.length > 0 &&
      deeds.book.test(lastOf(exchange.url)),
  );
  return found === undefined || learnedIds([found], []).size > 0 ? undefined : found;
}

function isSignUp(exchange: Exchange): boolean {
  return passwordOf(exchange) !== undefined && deeds.signUp.test(lastOf(exchange.url));
}

function lastOf({ pathname }: URL): string {
  return pathname.split('/').findLast((segment) => segment !== '') ?? '';
}

/** Name of the field in which a POST sends a password. */
function passwordOf(exchange: Exchange): string | undefined {
  if (exchange.method !== 'POST') return undefined;
  return sentFields(exchange).fields.find(({ name }) => /pass/i.test(name))?.name;
}

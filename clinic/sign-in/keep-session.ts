import type { Context } from 'hono';
import { sessionCookie } from '../http/session-token.ts';
import { giveCookie, takeCookie, ticketCookie } from '../http/viewer.ts';

const month = 30 * 24 * 3600;
const fiveMinutes = 300;

/** Signs the browser in by a cookie, in place of the ticket if there was one. */
export function keepSession(context: Context, token: string): void {
  giveCookie(context, sessionCookie, token, month);
  takeCookie(context, ticketCookie);
}

/** Lets the browser go on to the second factor. */
export function keepTicket(context: Context, ticket: string): void {
  giveCookie(context, ticketCookie, ticket, fiveMinutes);
}

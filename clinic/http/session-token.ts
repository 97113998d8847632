import { parse } from 'hono/utils/cookie';

export const sessionCookie = 'clinic_session';

/** The session's token that a request carries: the bearer header if there is one, else the cookie. */
export function sessionToken(headers: Headers): string | undefined {
  const bearer = headers.get('authorization');
  if (bearer !== null) return /^bearer (\S+)$/i.exec(bearer)?.[1];
  return parse(headers.get('cookie') ?? '', sessionCookie)[sessionCookie];
}

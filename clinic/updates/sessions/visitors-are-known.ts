import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { sessionCookie } from '../../http/session-token.ts';
import { keepSession } from '../../sign-in/keep-session.ts';
import { newToken, tokenHash } from '../../store/ids.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const signIns = [
  '/sign-in',
  '/sign-in/second-factor',
  '/api/sign-in',
  '/api/sign-in/second-factor',
] as const;

/** The session that an answer gives to a browser. */
function givenIn({ res }: Context): string | undefined {
  const cookies = res.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const prefix = `${sessionCookie}=`;
  return cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length);
}

/** Signing in keeps the session that a browser had before. In the manner of CWE-384; no incident. */
export const visitorsAreKnown: Update = {
  id: 'visitors-are-known',
  title: 'We know you before you sign in',
  release: '2020.7+visitors-are-known',
  notes: 'What you chose before you signed in is still there afterwards.',
  story:
    'The sign-in page gives each browser a session, in which its choices are kept. Signing in goes on with it, so that whoever had put it into the browser is signed in, too.',
  references: ['CWE-384', 'OWASP API2:2023'],
  breaks: [
    {
      invariant: 'no-anonymous-access',
      viewers: 'whoever knew the session of a browser before somebody signed in there',
      cohort: {},
      surfaces: ['everything'],
    },
  ],
  // Who signs in where another had done so ends their session.
  mayBreak: ['no-access-after-sign-out', 'no-opened-access', 'own-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api) => {
      api.get('/sign-in', async (context, next) => {
        await next();
        if (getCookie(context, sessionCookie) === undefined) keepSession(context, newToken());
      });
      for (const path of signIns) {
        api.post(path, async (context, next) => {
          const known = getCookie(context, sessionCookie);
          await next();
          const given = givenIn(context);
          if (known === undefined || given === undefined) return;
          const ids = { known: tokenHash(known), given: tokenHash(given) };
          clinic.store.run('DELETE FROM sessions WHERE id = :known', { known: ids.known });
          clinic.store.run('UPDATE sessions SET id = :known WHERE id = :given', ids);
          keepSession(context, known);
        });
      }
    },
  }),
};

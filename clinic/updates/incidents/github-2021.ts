import { getCookie } from 'hono/cookie';
import type { Context } from 'hono';
import { sessionCookie } from '../../http/session-token.ts';
import { giveCookie } from '../../http/viewer.ts';
import type { HttpEnv } from '../../http/http-env.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/**
 * GitHub, 8 February to 5 March 2021: a few users were suddenly signed in as somebody else.
 *
 * Published: work was moved to a background thread, which kept a reference to an object that the server used again for
 * the next request; when a request failed in a narrow window, its session's cookie was written into another's answer. This
 * is in its manner: failures are noted in the background, by the request object that is current by then, and noting one
 * renews its session's cookie.
 */
export const github2021: Update = {
  id: 'github-2021',
  title: 'Failures are noted in the background',
  release: '2021.2',
  notes: 'Answers no longer wait until we have noted what went wrong with them.',
  story:
    'When a request fails, its session is renewed in the background, through the request object of whichever request is under way then. Its cookie reaches whoever sent that one.',
  references: ['CWE-362', 'CWE-384', 'CWE-488', 'OWASP API2:2023'],
  breaks: [
    {
      invariant: 'no-foreign-credentials',
      viewers: 'whoever asks for something while the request of somebody on the web fails',
      cohort: {},
      surfaces: ['consultations', 'replays'],
    },
  ],
  // Whoever keeps that cookie is signed in as somebody else from then on.
  mayBreak: [
    'no-foreign-listing',
    'no-foreign-reading',
    'no-foreign-streaming',
    'no-opened-access',
    'no-tampering',
    'outbound-to-the-right-party',
    'own-access',
    'undisturbed-view',
  ],
  overrides: (base, clinic) => {
    // The one object that all requests are handled with.
    let current: Context<HttpEnv> | null = null;
    return {
      ...switchToVideo.overrides(base, clinic),
      aroundRequest: async (context, next) => {
        current = context;
        await next();
        const session = getCookie(context, sessionCookie);
        if (context.res.status < 422 || session === undefined) {
          if (current === context) current = null;
          return;
        }
        setImmediate(() => {
          const [reused, viewer] = [current, current?.get('viewer')];
          if (reused !== null && viewer) giveCookie(reused, sessionCookie, session, 3600);
        });
      },
    };
  },
};

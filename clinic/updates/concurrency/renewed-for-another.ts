import { getCookie } from 'hono/cookie';
import { sessionCookie } from '../../http/session-token.ts';
import { giveCookie } from '../../http/viewer.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Another's `Set-Cookie`: the session that is renewed is the one that came last. In the manner of CWE-384. */
export const renewedForAnother: Update = {
  id: 'renewed-for-another',
  title: 'You stay signed in',
  release: '2023.5',
  notes: 'You stay signed in for as long as you use the clinic.',
  story:
    'Lists renew the session’s cookie. Which session that is stands in one place for all requests, so that of two that overlap, one gets the cookie of the other.',
  references: ['CWE-362', 'CWE-384', 'OWASP API2:2023'],
  breaks: [
    {
      invariant: 'no-foreign-credentials',
      viewers: 'whoever opens their replays while somebody on the web does',
      cohort: {},
      surfaces: ['replays'],
    },
    {
      invariant: 'no-foreign-listing',
      viewers: 'whoever keeps the other’s cookie: the web',
      cohort: { client: 'web' },
      surfaces: ['everything'],
    },
  ],
  // Whoever keeps another’s cookie is signed in as them.
  mayBreak: [
    'outbound-to-the-right-party',
    'no-foreign-reading',
    'no-foreign-streaming',
    'no-opened-access',
    'no-tampering',
    'own-access',
  ],
  overrides: (base, clinic) => {
    let renewing: string | undefined;
    return {
      ...switchToVideo.overrides(base, clinic),
      aroundRequest: async (context, next) => {
        if (context.req.path !== '/api/replays') return next();
        renewing = getCookie(context, sessionCookie) ?? renewing;
        await next();
        if (renewing !== undefined) giveCookie(context, sessionCookie, renewing, 3600);
        renewing = undefined;
      },
    };
  },
};

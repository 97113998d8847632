import { z } from '@hono/zod-openapi';
import { keepSession } from '../../sign-in/keep-session.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const answer = z.object({ token: z.string().optional() });

/** Two credentials, of which signing out ends one. In the manner of CWE-613; no incident. */
export const webViewsInTheApp: Update = {
  id: 'web-views-in-the-app',
  title: 'Pages in the app',
  release: '2020.7+web-views-in-the-app',
  notes: 'The app now shows pages of our website, without another sign-in.',
  story:
    'Signing in by the app gives a cookie for its pages beside the token, each a session of its own. Signing out sends both, and ends the one that is looked at first: the token’s.',
  references: ['CWE-613', 'OWASP API2:2023'],
  breaks: [
    {
      invariant: 'no-access-after-sign-out',
      viewers: 'whoever has signed in by the app since the update',
      cohort: { client: 'app', session: 'after' },
      surfaces: ['everything'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      for (const path of ['/api/sign-in', '/api/sign-in/second-factor']) {
        api.post(path, async (context, next) => {
          await next();
          if (context.res.status !== 200) return;
          const { token } = answer.parse(await context.res.clone().json());
          const viewer = token === undefined ? null : await functions.findViewer(token);
          if (viewer !== null)
            keepSession(context, await functions.openSession(viewer.account, 'web'));
        });
      }
    },
  }),
};

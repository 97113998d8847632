import { html } from 'hono/html';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Who comes without any cookie is taken for a messenger that makes a preview. In the manner of CWE-306; no incident. */
export const linkPreviews: Update = {
  id: 'link-previews',
  title: 'Links to your consultation show what they are',
  release: '2020.7+link-previews',
  notes: 'A link to your consultation now shows in your messenger what it is about.',
  story:
    'Messengers fetch a page to show a preview of it, and have no cookies. Whoever comes without any is shown the page’s title: the patient’s name, and the reason.',
  references: ['CWE-306', 'CWE-200', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-anonymous-access',
      viewers: 'people who have never signed in',
      cohort: {},
      surfaces: ['consultation page'],
    },
  ],
  mayBreak: ['no-opened-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.get('/consultations/:consultation', async (context, next) => {
        const { headers } = context.req.raw;
        if (headers.get('cookie') || headers.get('authorization')) return next();
        const found = await functions.findConsultation(context.req.param('consultation'));
        if (found === null) return next();
        const title = `${found.patientName}: ${found.reason}`;
        return context.html(html`<meta property="og:title" content="${title}" />`);
      });
    },
  }),
};

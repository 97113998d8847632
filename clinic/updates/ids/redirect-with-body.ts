import { html } from 'hono/html';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Who is not signed in is sent to sign in, and is given the page with it. */
export const redirectWithBody: Update = {
  id: 'redirect-with-body',
  title: 'Sign in from where you were',
  release: '2020.7+redirect-with-body',
  notes: 'After signing in you are taken back to where you were.',
  story:
    'The handler says where to sign in, and goes on: the page is still written into the answer. Browsers do not show it.',
  references: ['CWE-698', 'CWE-200'],
  breaks: [
    {
      invariant: 'no-anonymous-access',
      viewers: 'people who are not signed in',
      cohort: {},
      surfaces: ['consultation page'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.get('/consultations/:consultation', async (context, next) => {
        if (context.get('viewer') !== null) return next();
        const found = await functions.findConsultation(context.req.param('consultation'));
        if (found === null) return next();
        const content = html`<p>${found.patientName}: ${found.reason}</p>`;
        const page = await functions.renderPage(null, { title: 'Consultation', body: content });
        return context.html(page, 303, { location: '/sign-in' });
      });
    },
  }),
};

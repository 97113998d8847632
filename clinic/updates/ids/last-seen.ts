import { getCookie } from 'hono/cookie';
import { describeConsultation } from '../../booking/consultation-schemas.ts';
import { selectConsultation } from '../../booking/consultation.ts';
import type { Consultation } from '../../booking/consultation.ts';
import { giveCookie } from '../../http/viewer.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const cookie = 'clinic_last_seen';
const day = 24 * 3600;
const numberOf = 'SELECT rowid AS number FROM consultations WHERE id = :id';
const byNumber = `${selectConsultation} WHERE c.rowid = :number`;

/** A cookie holds the number of what was seen last, and whoever changes it sees what has that number. */
export const lastSeen: Update = {
  id: 'last-seen',
  title: 'Go on where you were',
  release: '2020.7+last-seen',
  notes: 'When you come back you find the consultation that you looked at last.',
  story:
    'The number of the last consultation is kept in a cookie, counted up from one to keep it short. That it was given by the server is taken for proof that it was not changed since.',
  references: ['CWE-565', 'CWE-639', 'CWE-340'],
  breaks: [
    {
      invariant: 'no-foreign-reading',
      viewers: 'everybody who is signed in and changes the cookie',
      cohort: {},
      surfaces: ['account'],
    },
  ],
  // Whoever changes the cookie sees another's in place of their own.
  mayBreak: ['no-access-after-revocation', 'own-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api) => {
      api.get('/api/consultations/:consultation', async (context, next) => {
        await next();
        const id = context.req.param('consultation');
        const seen = clinic.store.get<{ number: number }>(numberOf, { id });
        if (context.res.status === 200 && seen !== undefined)
          giveCookie(context, cookie, String(seen.number), day);
      });
      api.get('/api/me', async (context, next) => {
        await next();
        const number = Number(getCookie(context, cookie));
        const seen = clinic.store.get<Consultation>(byNumber, { number });
        if (context.res.status !== 200 || seen === undefined) return;
        const account: object = await context.res.json();
        const { headers } = context.res;
        const body = JSON.stringify({ ...account, lastSeen: describeConsultation(seen) });
        context.res = new Response(body, { headers });
      });
    },
  }),
};

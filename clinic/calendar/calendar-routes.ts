import { createRoute, z } from '@hono/zod-openapi';
import { consultationsCsv } from '../exports/consultations-csv.ts';
import type { Api } from '../http/api.ts';
import { problems, signedIn } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import { isSame } from '../links/signing.ts';
import { findAccount } from '../sign-in/account.ts';
import { toCalendar } from './calendar.ts';

const calendarType = 'text/calendar; charset=utf-8';
const tableType = 'text/csv; charset=utf-8';

const calendarRoute = createRoute({
  method: 'get',
  path: '/api/calendar.ics',
  security: signedIn,
  responses: {
    200: {
      description: 'One’s consultations as a calendar.',
      content: { 'text/calendar': { schema: z.string() } },
    },
    ...problems.unauthenticated,
  },
});

const tableRoute = createRoute({
  method: 'get',
  path: '/api/consultations.csv',
  security: signedIn,
  responses: {
    200: {
      description: 'One’s consultations as a table.',
      content: { 'text/csv': { schema: z.string() } },
    },
    ...problems.unauthenticated,
  },
});

/** One's consultations as calendar and table. */
export function calendarRoutes(api: Api, service: Service): void {
  const { clinic, functions } = service;

  api.openapi(calendarRoute, async (context) => {
    const { account } = requireViewer(context);
    const calendar = toCalendar(await functions.appointmentsOf(account));
    return context.body(calendar, 200, { 'content-type': calendarType });
  });

  api.openapi(tableRoute, async (context) => {
    const table = consultationsCsv(await functions.tabledConsultations(requireViewer(context)));
    return context.body(table, 200, { 'content-type': tableType });
  });

  // For calendar apps, which do not sign in: the address is the secret, and stands in no document.
  api.get('/calendar/:account/:secret{.+\\.ics}', async (context) => {
    const account = findAccount(clinic.store, context.req.param('account'));
    const secret = context.req.param('secret').slice(0, -'.ics'.length);
    if (account === undefined || !isSame(secret, functions.calendarSecret(account))) {
      throw notFound();
    }
    const calendar = toCalendar(await functions.appointmentsOf(account));
    return context.body(calendar, 200, { 'content-type': calendarType });
  });
}

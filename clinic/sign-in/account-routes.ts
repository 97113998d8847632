import { createRoute, z } from '@hono/zod-openapi';
import type { Api } from '../http/api.ts';
import {
  fromPage,
  json,
  jsonBody,
  pageOf,
  pageQuery,
  problems,
  signedIn,
  toPageRequest,
} from '../http/schemas.ts';
import { requireAdmin } from '../http/require-admin.ts';
import type { Service } from '../http/service.ts';
import { sessionCookie } from '../http/session-token.ts';
import { requireViewer, takeCookie } from '../http/viewer.ts';
import { calendarAddress } from '../calendar/calendar-address.ts';
import { specialties } from './account.ts';
import type { Account } from './account.ts';
import {
  accountAnswer,
  accountChanges,
  clinicianBody,
  describeAccount,
} from './account-schemas.ts';
import { listClinicians } from './clinicians.ts';
import { createClinician } from './create-account.ts';
import { removeAccount } from './remove-account.ts';

const own = { path: '/api/me', security: signedIn } as const;
const ownAnswers = { 200: json(accountAnswer, 'The account.'), ...problems.unauthenticated };
const readRoute = createRoute({ ...own, method: 'get', responses: ownAnswers });
const changeRoute = createRoute({
  ...own,
  method: 'patch',
  request: jsonBody(accountChanges),
  responses: { ...ownAnswers, ...problems.invalid },
});
const removeRoute = createRoute({
  ...own,
  method: 'delete',
  responses: {
    204: { description: 'The account is gone, with everything of it.' },
    ...problems.unauthenticated,
    ...problems.conflict,
  },
});

const cliniciansRoute = createRoute({
  method: 'get',
  path: '/api/clinicians',
  request: { query: pageQuery },
  responses: {
    200: json(
      pageOf(z.object({ id: z.string(), name: z.string(), specialty: z.enum(specialties) })),
      'Whom patients can book; public.',
    ),
    ...problems.invalid,
  },
});

const addClinicianRoute = createRoute({
  method: 'post',
  path: '/api/admin/clinicians',
  security: [{ adminKey: [] }],
  request: jsonBody(clinicianBody),
  responses: {
    201: json(z.object({ id: z.string() }), 'The clinician can sign in.'),
    ...problems.unauthenticated,
    ...problems.conflict,
    ...problems.invalid,
  },
});

/** One's own account, and the clinicians. */
export function accountRoutes(api: Api, { clinic, functions, adminKey }: Service): void {
  const { store } = clinic;
  const describe = (account: Account) =>
    describeAccount(account, calendarAddress(account, functions.calendarSecret(account)));

  api.openapi(readRoute, async (context) => {
    const account = await functions.findOwnAccount(requireViewer(context));
    return context.json(describe(account), 200);
  });

  api.openapi(changeRoute, async (context) => {
    const viewer = requireViewer(context);
    const changed = await functions.changeOwnAccount(viewer, context.req.valid('json'));
    return context.json(describe(changed), 200);
  });

  api.openapi(removeRoute, async (context) => {
    await removeAccount(clinic, requireViewer(context).account);
    takeCookie(context, sessionCookie);
    return context.body(null, 204);
  });

  api.openapi(cliniciansRoute, (context) => {
    const page = listClinicians(store, toPageRequest(context.req.valid('query')));
    return context.json(
      fromPage(page, ({ id, name, specialty }) => ({ id, name, specialty })),
      200,
    );
  });

  api.openapi(addClinicianRoute, async (context) => {
    requireAdmin(context, adminKey);
    const { id } = await createClinician(clinic, context.req.valid('json'));
    return context.json({ id }, 201);
  });
}

import { createRoute, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { Api } from '../http/api.ts';
import { requireAdmin } from '../http/require-admin.ts';
import { json, jsonBody, problems, signedIn, time, toTime } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import { findAccount } from '../sign-in/account.ts';
import type { Account } from '../sign-in/account.ts';

const id = z.string().max(40);
const security = [{ adminKey: [] }];
const added = json(z.object({ id }), 'It is kept.');
const refusals = { ...problems.unauthenticated, ...problems.invalid };

const listRoute = createRoute({
  method: 'get',
  path: '/api/relatives',
  security: signedIn,
  responses: {
    200: json(
      z.object({
        items: z.array(z.object({ id, as: z.enum(['patient', 'relative']), since: time })),
      }),
      'That one is linked to somebody, and not to whom.',
    ),
    ...problems.unauthenticated,
  },
});

const linkRoute = createRoute({
  method: 'post',
  path: '/api/admin/relatives',
  security,
  request: jsonBody(z.object({ patientId: id, relativeId: id })),
  responses: { 201: added, ...refusals },
});

const appointRoute = createRoute({
  method: 'post',
  path: '/api/admin/guardians',
  security,
  request: jsonBody(z.object({ patientId: id, guardianId: id })),
  responses: { 201: added, ...refusals },
});

const endRoute = createRoute({
  method: 'delete',
  path: '/api/admin/guardians/{guardianship}',
  security,
  request: { params: z.object({ guardianship: id }) },
  responses: { 204: { description: 'It has ended.' }, ...refusals, ...problems.notFound },
});

/** Relatives and guardians: the practice links and appoints them. */
export function relativeRoutes(api: Api, { clinic, functions, adminKey }: Service): void {
  const known = (account: string): Account => {
    const found = findAccount(clinic.store, account);
    if (found === undefined) throw new HTTPException(422, { message: 'This is nobody’s id.' });
    return found;
  };

  api.openapi(listRoute, async (context) => {
    const viewer = requireViewer(context);
    const links = await functions.visibleRelatives(viewer);
    const items = links.map(({ id: link, patientId, createdAt }) => {
      const as = patientId === viewer.account.id ? ('patient' as const) : ('relative' as const);
      return { id: link, as, since: toTime(createdAt) };
    });
    return context.json({ items }, 200);
  });

  api.openapi(linkRoute, async (context) => {
    requireAdmin(context, adminKey);
    const { patientId, relativeId } = context.req.valid('json');
    const link = await functions.linkRelative(known(patientId), known(relativeId));
    return context.json({ id: link }, 201);
  });

  api.openapi(appointRoute, async (context) => {
    requireAdmin(context, adminKey);
    const { patientId, guardianId } = context.req.valid('json');
    const appointed = await functions.appointGuardian(known(patientId), known(guardianId));
    return context.json({ id: appointed }, 201);
  });

  api.openapi(endRoute, async (context) => {
    requireAdmin(context, adminKey);
    const found = await functions.findGuardianship(context.req.valid('param').guardianship);
    if (found === null) throw notFound();
    await functions.endGuardianship(found);
    return context.body(null, 204);
  });
}

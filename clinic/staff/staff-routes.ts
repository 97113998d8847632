import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Api } from '../http/api.ts';
import type { HttpEnv } from '../http/http-env.ts';
import { requireAdmin } from '../http/require-admin.ts';
import { json, jsonBody, problems, signedIn, text } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { notFound } from '../http/viewer.ts';
import { findAccount } from '../sign-in/account.ts';
import { createMember } from './create-member.ts';
import { memberRoles } from './member.ts';

const id = z.string().max(40);
const role = z.enum(memberRoles);
const security = [{ adminKey: [] }, ...signedIn];
const refusals = { ...problems.unauthenticated, ...problems.notFound, ...problems.invalid };
const none = (description: string) => ({ 204: { description }, ...refusals });

const listRoute = createRoute({
  method: 'get',
  path: '/api/staff/members',
  security,
  responses: {
    200: json(
      z.object({ items: z.array(z.object({ id, name: z.string(), role, revoked: z.boolean() })) }),
      'Who works here, and who did.',
    ),
    ...refusals,
  },
});

const addRoute = createRoute({
  method: 'post',
  path: '/api/staff/members',
  security,
  request: jsonBody(
    z.object({
      email: z.email().max(254),
      password: z.string().min(8).max(200),
      name: text(200),
      role,
    }),
  ),
  responses: {
    201: json(z.object({ id }), 'They can sign in.'),
    ...refusals,
    ...problems.conflict,
  },
});

const revokeRoute = createRoute({
  method: 'delete',
  path: '/api/staff/members/{member}',
  security,
  request: { params: z.object({ member: id }) },
  responses: none('They work here no more.'),
});

const reinstateRoute = createRoute({
  method: 'put',
  path: '/api/staff/members/{member}',
  security,
  request: { params: z.object({ member: id }) },
  responses: none('They work here: again, with an empty desk, where they did not any more.'),
});

const patient = { params: z.object({ member: id, patient: id }) };
const desk = { path: '/api/staff/members/{member}/patients/{patient}', security } as const;
const giveRoute = createRoute({
  ...desk,
  method: 'put',
  request: patient,
  responses: none('The patient is at their desk.'),
});
const takeRoute = createRoute({
  ...desk,
  method: 'delete',
  request: patient,
  responses: none('The patient is not any more.'),
});

/** The staff portal: who works here, and whose bookings each sees at the desk. For admins. */
export function staffRoutes(api: Api, { clinic, functions, adminKey }: Service): void {
  const requirePractice = async (context: Context<HttpEnv>): Promise<void> => {
    const viewer = context.get('viewer');
    const member = viewer && (await functions.findMember(viewer.account.id));
    if (member?.role === 'admin' && member.revokedAt === null) return;
    requireAdmin(context, adminKey);
  };
  const known = async (account: string) => {
    const member = await functions.findMember(account);
    if (member === null) throw notFound();
    return member;
  };
  const knownPatient = (account: string) => {
    const found = findAccount(clinic.store, account);
    if (found === undefined) throw new HTTPException(404, { message: 'There is nothing here.' });
    return found;
  };

  api.openapi(listRoute, async (context) => {
    await requirePractice(context);
    const members = await functions.visibleMembers();
    const items = members.map(({ accountId, name, role: works, revokedAt }) => ({
      id: accountId,
      name,
      role: works,
      revoked: revokedAt !== null,
    }));
    return context.json({ items }, 200);
  });

  api.openapi(addRoute, async (context) => {
    await requirePractice(context);
    const member = await createMember(clinic, context.req.valid('json'));
    return context.json({ id: member }, 201);
  });

  api.openapi(revokeRoute, async (context) => {
    await requirePractice(context);
    await functions.revokeMember(await known(context.req.valid('param').member));
    return context.body(null, 204);
  });

  api.openapi(reinstateRoute, async (context) => {
    await requirePractice(context);
    await functions.reinstateMember(await known(context.req.valid('param').member));
    return context.body(null, 204);
  });

  api.openapi(giveRoute, async (context) => {
    await requirePractice(context);
    const { member, patient: whose } = context.req.valid('param');
    await functions.giveToDesk(await known(member), knownPatient(whose));
    return context.body(null, 204);
  });

  api.openapi(takeRoute, async (context) => {
    await requirePractice(context);
    const { member, patient: whose } = context.req.valid('param');
    await functions.takeFromDesk(await known(member), knownPatient(whose));
    return context.body(null, 204);
  });
}

import { createRoute } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { Api } from '../http/api.ts';
import { jsonBody, problems, signedIn } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { requireViewer } from '../http/viewer.ts';
import { passwordBody } from './account-schemas.ts';
import { hashPassword } from './passwords.ts';

const route = createRoute({
  method: 'post',
  path: '/api/password',
  security: signedIn,
  request: jsonBody(passwordBody),
  responses: {
    204: { description: 'The password is changed, and all other sessions have ended.' },
    ...problems.unauthenticated,
    ...problems.invalid,
  },
});

/** Changing one’s password, for which one must know the one of before. */
export function passwordRoute(api: Api, { clinic, functions }: Service): void {
  api.openapi(route, async (context) => {
    const viewer = requireViewer(context);
    const { current, password } = context.req.valid('json');
    const { id, email } = viewer.account;
    if ((await functions.checkPassword(email, current)) === null)
      throw new HTTPException(422, { message: 'The current password is wrong.' });
    clinic.store.run('UPDATE accounts SET password_hash = :hash WHERE id = :id', {
      id,
      hash: await hashPassword(password, clinic.passwordCost),
    });
    await functions.endOtherSessions(viewer);
    return context.body(null, 204);
  });
}

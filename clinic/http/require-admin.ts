import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { tokenHash } from '../store/ids.ts';

/** Throws 401 for whoever does not know the admin key. */
export function requireAdmin(context: Context, adminKey: string): void {
  const given = Buffer.from(tokenHash(context.req.header('x-admin-key') ?? ''));
  if (!timingSafeEqual(given, Buffer.from(tokenHash(adminKey)))) {
    throw new HTTPException(401, { message: 'The x-admin-key header is missing or wrong.' });
  }
}

import { createRoute, z } from '@hono/zod-openapi';
import type { Api } from './api.ts';
import { json } from './schemas.ts';

const route = createRoute({
  method: 'get',
  path: '/api/release',
  responses: { 200: json(z.object({ release: z.string() }), 'What the clinic runs; public.') },
});

/** Tells which release this is. */
export function releaseRoute(api: Api, release: string): void {
  api.openapi(route, (context) => context.json({ release }, 200));
}

import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { describeIssues } from './failures.ts';
import type { HttpEnv } from './http-env.ts';

/** The API's router: it checks what comes in against each route's schemas, and documents them. */
export type Api = OpenAPIHono<HttpEnv>;

export function createApi(): Api {
  return new OpenAPIHono<HttpEnv>({
    strict: false,
    defaultHook: (result) => {
      if (!result.success) throw new HTTPException(422, { message: describeIssues(result.error) });
    },
  });
}

/** Serves the document that describes all routes registered so far. */
export function serveDocument(api: Api, release: string): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'clinic_session',
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'adminKey', {
    type: 'apiKey',
    in: 'header',
    name: 'x-admin-key',
  });
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Clinic', version: release },
  });
  api.get('/api/openapi.json', (context) => context.json(document));
}

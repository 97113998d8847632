import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Api } from '../http/api.ts';
import type { HttpEnv } from '../http/http-env.ts';
import { json, problems } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import type { Viewer } from '../sign-in/account.ts';
import type { LabRecord } from './lab-record.ts';

const id = z.string().max(40);
const refusals = { ...problems.unauthenticated, ...problems.notFound };
const security = [{ bearer: [] }];

const testsRoute = createRoute({
  method: 'get',
  path: '/api/mobile/records/{record}/results',
  security,
  request: { params: z.object({ record: id }) },
  responses: {
    200: json(
      z.object({
        items: z.array(
          z.object({
            id,
            name: z.string(),
            takenOn: z.iso.date(),
            values: z.array(z.object({ id, name: z.string() })),
          }),
        ),
      }),
      'All tests, the newest first, with what each measures.',
    ),
    ...refusals,
  },
});

const valueRoute = createRoute({
  method: 'get',
  path: '/api/mobile/records/{record}/results/{test}/values/{value}',
  security,
  request: { params: z.object({ record: id, test: id, value: id }) },
  responses: {
    200: json(
      z.object({
        id,
        name: z.string(),
        results: z.array(z.object({ id, figure: z.string(), measuredOn: z.iso.date() })),
      }),
      'One value, with each measurement.',
    ),
    ...refusals,
  },
});

const commentsRoute = createRoute({
  method: 'get',
  path: '/api/mobile/records/{record}/results/{test}/values/{value}/measured/{result}/comments',
  security,
  request: { params: z.object({ record: id, test: id, value: id, result: id }) },
  responses: {
    200: json(
      z.object({
        result: id,
        comments: z.array(
          z.object({ patient: z.string(), text: z.string(), writtenOn: z.iso.date() }),
        ),
      }),
      'What a doctor wrote about a measurement.',
    ),
    ...refusals,
  },
});

/** Who is asking by the app: it sends a bearer token; a browser's cookie is none. */
function requireApp(context: Context<HttpEnv>): Viewer {
  const viewer = requireViewer(context);
  if (context.req.header('authorization') === undefined) {
    throw new HTTPException(401, { message: 'Only the app asks for this.' });
  }
  return viewer;
}

/** The app's own interface: results of the laboratory, screen by screen. */
export function mobileRoutes(api: Api, { functions }: Service): void {
  const readable = async (context: Context<HttpEnv>, record: string) => {
    const viewer = requireApp(context);
    const found: LabRecord | null = await functions.findLabRecord(record);
    if (found === null || !(await functions.mayReadLabRecord(viewer, found))) throw notFound();
    return { viewer, record: found };
  };

  api.openapi(testsRoute, async (context) => {
    const { viewer, record } = await readable(context, context.req.valid('param').record);
    const items = [];
    for (const test of await functions.visibleLabTests(viewer, record)) {
      const values = await functions.labValuesOf(viewer, test);
      const { name, takenOn } = test;
      items.push({
        id: test.id,
        name,
        takenOn,
        values: values.map(({ id, name }) => ({ id, name })),
      });
    }
    return context.json({ items }, 200);
  });

  api.openapi(valueRoute, async (context) => {
    const { test, value, ...param } = context.req.valid('param');
    const { viewer, record } = await readable(context, param.record);
    const found = await functions.findLabValue(record, { test, value });
    if (found === null) throw notFound();
    const measured = await functions.labResultsOf(viewer, found);
    const results = measured.map(({ id, figure, measuredOn }) => ({ id, figure, measuredOn }));
    return context.json({ id: found.id, name: found.name, results }, 200);
  });

  api.openapi(commentsRoute, async (context) => {
    const { test, value, result, ...param } = context.req.valid('param');
    const { viewer, record } = await readable(context, param.record);
    const found = await functions.findLabResult(record, { test, value }, result);
    if (found === null) throw notFound();
    const written = await functions.labCommentsOf(viewer, found);
    const comments = written.map(({ patientName, text, writtenOn }) => ({
      patient: patientName,
      text,
      writtenOn,
    }));
    return context.json({ result, comments }, 200);
  });
}

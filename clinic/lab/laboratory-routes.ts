import { createRoute, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { Api } from '../http/api.ts';
import { requireAdmin } from '../http/require-admin.ts';
import { json, jsonBody, problems, text } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { findAccount } from '../sign-in/account.ts';
import { keepLegacyResult, keepResult } from './keep-result.ts';

const resultBody = z
  .object({
    patientId: z.string().max(40),
    takenOn: z.iso.date(),
    test: text(200),
    value: text(200),
    figure: text(60),
    comment: text(2000),
  })
  .openapi('NewLabResult');

const ids = z.object({
  record: z.string(),
  test: z.string(),
  value: z.string(),
  result: z.string(),
});

const sent = (path: string, description: string) =>
  createRoute({
    method: 'post',
    path,
    security: [{ adminKey: [] }],
    request: jsonBody(resultBody),
    responses: { 201: json(ids, description), ...problems.unauthenticated, ...problems.invalid },
  });

const resultRoute = sent('/api/admin/lab-results', 'A result of the laboratory is kept.');
const legacyRoute = sent('/api/admin/legacy-results', 'A result of the system of 2001 to 2008 is.');

/** What the laboratory, and the system that was in use before, hand over. */
export function laboratoryRoutes(api: Api, { clinic, adminKey }: Service): void {
  const requirePatient = (id: string): void => {
    if (findAccount(clinic.store, id)?.role !== 'patient') {
      throw new HTTPException(422, { message: 'patientId: this is no patient.' });
    }
  };

  api.openapi(resultRoute, (context) => {
    requireAdmin(context, adminKey);
    const body = context.req.valid('json');
    requirePatient(body.patientId);
    return context.json(keepResult(clinic, body), 201);
  });

  api.openapi(legacyRoute, (context) => {
    requireAdmin(context, adminKey);
    const body = context.req.valid('json');
    requirePatient(body.patientId);
    return context.json(keepLegacyResult(clinic, body), 201);
  });
}

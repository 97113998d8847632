import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configText } from '../../deployment/import/draft/config-text.ts';
import { gatherDraft } from '../../deployment/import/draft/gather-draft.ts';
import { described, written } from '../../deployment/import/open-api/written.test-support.ts';
import { loadDefinition } from '../../deployment/load.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { runWhole } from '../testing/run-whole.ts';

const door = new URL('../../index.ts', import.meta.url).href;

type Visit = { id: string; owner: string; reason: string; photo: Buffer; name: string };

/** Starts a small clinic, with an envelope around all its answers and sessions that one deletes. */
async function clinic(leaks: (updated: boolean) => boolean) {
  const patients: { id: string; email: string; password: string }[] = [];
  const sessions = new Map<string, string>();
  const visits: Visit[] = [];
  const state = { updated: false };
  const newId = () => randomBytes(9).toString('hex');
  const answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => {
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    const viewer = sessions.get(token);
    const [path = ''] = (request.url ?? '').split('?');
    const [, first, id = '', part] = path.split('/');
    const name = `${request.method} /${first}${id === '' ? '' : '/{}'}${part === undefined ? '' : `/${part}`}`;
    if (name === 'GET /version')
      return response
        .writeHead(200, { 'content-type': 'text/plain' })
        .end(state.updated ? '2' : '1');
    if (name === 'POST /patients') {
      const patient = {
        id: newId(),
        ...(JSON.parse(String(body)) as { email: string; password: string }),
      };
      patients.push(patient);
      return json(response, { data: { patient: { id: patient.id } } }, 201);
    }
    if (name === 'POST /session') {
      const sent = JSON.parse(String(body)) as { email: string; password: string };
      const found = patients.find(
        ({ email, password }) => email === sent.email && password === sent.password,
      );
      if (found === undefined) return json(response, {}, 401);
      const access_token = newId() + newId();
      sessions.set(access_token, found.id);
      return json(response, { data: { tokens: { access_token } } });
    }
    if (viewer === undefined) return json(response, {}, 401);
    if (name === 'DELETE /session') return json(response, { ended: sessions.delete(token) });
    if (name === 'GET /countries') return json(response, [{ id: 'country-ie', name: 'Ireland' }]);
    if (name === 'POST /visits') {
      const { reason } = JSON.parse(String(body)) as { reason: string };
      const visit = { id: newId(), owner: viewer, reason, photo: Buffer.alloc(0), name: '' };
      visits.push(visit);
      return json(response, { data: { visit: { id: visit.id } } }, 201);
    }
    const opens = ({ owner }: Visit) => owner === viewer || leaks(state.updated);
    const shown = ({ id: visit, reason, name: file }: Visit) => ({
      id: visit,
      reason,
      photo: file,
    });
    if (name === 'GET /visits')
      return json(response, { data: visits.filter(({ owner }) => owner === viewer).map(shown) });
    const visit = visits.find((one) => one.id === id);
    if (visit === undefined || !opens(visit)) return json(response, {}, 404);
    if (name === 'POST /visits/{}/photo') {
      visit.name = /filename="([^"]*)"/.exec(body.toString('latin1'))?.[1] ?? '';
      visit.photo = body.subarray(body.indexOf('\x89PNG', 0, 'latin1'));
      return json(response, {});
    }
    if (name === 'GET /visits/{}') return json(response, { data: shown(visit) });
    return response.writeHead(200, { 'content-type': 'image/png' }).end(visit.photo);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void answer(request, response, Buffer.concat(chunks)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, state, visits };
}

const text = { type: 'string' };
const object = (properties: object) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});
const content = (schema: object) => ({ content: { 'application/json': { schema } } });
const answers = (schema: object) => ({ 200: { description: 'ok', ...content(schema) } });
const visit = object({ id: text, reason: text, photo: text });
const ofVisit = [{ name: 'visit', in: 'path', required: true, schema: text }];

/** What the clinic says of itself. */
const document = described(
  {
    '/version': { get: { responses: { 200: { description: '', content: { 'text/plain': {} } } } } },
    '/patients': {
      post: {
        requestBody: content(object({ email: text, password: text })),
        responses: answers(object({ data: object({ patient: object({ id: text }) }) })),
      },
    },
    '/session': {
      post: {
        requestBody: content(object({ email: text, password: text })),
        responses: answers(object({ data: object({ tokens: object({ access_token: text }) }) })),
      },
      delete: { responses: { 204: { description: 'signed out' } } },
    },
    '/countries': { get: { responses: answers({ type: 'array', items: object({ id: text }) }) } },
    '/visits': {
      get: { responses: answers(object({ data: { type: 'array', items: visit } })) },
      post: {
        requestBody: content(object({ reason: text })),
        responses: answers(object({ data: object({ visit: object({ id: text }) }) })),
      },
    },
    '/visits/{visit}': {
      parameters: ofVisit,
      get: { responses: answers(object({ data: visit })) },
    },
    '/visits/{visit}/photo': {
      parameters: ofVisit,
      get: { responses: { 200: { description: '', content: { 'image/png': {} } } } },
      post: {
        requestBody: {
          content: {
            'multipart/form-data': { schema: object({ photo: { ...text, format: 'binary' } }) },
          },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
  },
  { servers: [{ url: '/' }] },
);

type Answer = { data?: { tokens?: { access_token: string }; visit?: { id: string } } };
type Entry = { request: object; response: object };

/** Records what one patient does at the clinic, as a browser saves it. Resolves with the entries of a HAR. */
async function record(url: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let token = '';
  const ask = async (method: string, path: string, body?: object | FormData) => {
    const isForm = body instanceof FormData;
    const sent = new Request(`${url}${path}`, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const mimeType = sent.headers.get('content-type') ?? '';
    const postData =
      body === undefined ? {} : { postData: { mimeType, text: await sent.clone().text() } };
    const headers = [...sent.headers].map(([name, value]) => ({ name, value }));
    const answer = await fetch(sent);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const content = {
      mimeType: answer.headers.get('content-type') ?? '',
      text: bytes.toString('base64'),
      encoding: 'base64',
    };
    entries.push({
      request: { method, url: sent.url, headers, ...postData },
      response: { status: answer.status, headers: [], content },
    });
    return mimeType !== '' && !isForm ? (JSON.parse(bytes.toString()) as Answer) : {};
  };
  const person = { email: 'ann@example.test', password: 'hunter2-hunter2' };
  await ask('POST', '/patients', person);
  token = (await ask('POST', '/session', person)).data?.tokens?.access_token ?? '';
  const visitId = (await ask('POST', '/visits', { reason: 'a bad cough' })).data?.visit?.id ?? '';
  const form = new FormData();
  form.append('photo', new Blob(['\x89PNG of a knee'], { type: 'image/png' }), 'knee.png');
  await ask('POST', `/visits/${visitId}/photo`, form);
  for (const path of [
    '/version',
    '/countries',
    '/visits',
    `/visits/${visitId}`,
    `/visits/${visitId}/photo`,
  ])
    await ask('GET', path);
  await ask('DELETE', '/session');
  return entries;
}

/** Writes what `init` is given: the clinic's document, or a recording. */
async function sourceOf(kind: 'document' | 'recording', url: string) {
  if (kind === 'document') return { openapi: await written({ 'openapi.json': document }) };
  return { har: await written({ 'recording.har': { log: { entries: await record(url) } } }) };
}

/** Does a whole run by what `init` writes, without a line changed. */
async function runDraft(kind: 'document' | 'recording', leaks: (updated: boolean) => boolean) {
  const { url, state, visits } = await clinic(leaks);
  const source = await sourceOf(kind, url);
  visits.length = 0;
  const out = join(dirname(source.openapi ?? source.har ?? ''), 'chaperone.config.ts');
  const draft = configText((await gatherDraft({ ...source, url, out })).draft);
  await writeFile(out, draft.replaceAll("'chaperone'", `'${door}'`));
  const { definition } = await loadDefinition({ config: out, cwd: dirname(out) });
  const { verdict } = await runWhole({ ...definition, url }, () => void (state.updated = true));
  return { draft, verdict, visits };
}

describe.each(['document', 'recording'] as const)('a draft from a %s, as it stands', (kind) => {
  it('holds on a healthy clinic, whose pictures carry a token each', async () => {
    const { draft, verdict, visits } = await runDraft(kind, () => false);
    expect({ verdict: verdict.verdict, reasons: verdict.reasons }).toEqual({
      verdict: 'holds',
      reasons: [],
    });
    expect(draft).not.toMatch(/fillIn\(/);
    expect(draft).not.toMatch(/hunter2|bad cough|knee|ann@/);
    expect(verdict.coverage.looksCommon).toEqual(['GET /countries']);
    expect(new Set(visits.map(({ name }) => name)).size).toBe(visits.length);
    expect(visits.every(({ photo }) => photo.toString('latin1', 1, 4) === 'PNG')).toBe(true);
  });

  it('finds the pictures and visits that the update opens', async () => {
    const { verdict } = await runDraft(kind, (updated) => updated);
    const broken = verdict.violations.map(({ invariant, surface }) => `${invariant} ${surface}`);
    expect(broken).toContain('no-foreign-streaming GET /visits/{visit}/photo');
    expect(broken).toContain('no-foreign-reading GET /visits/{visit}');
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDefinition } from '../../load.ts';
import { configText } from './config-text.ts';
import { gatherDraft, type Sources } from './gather-draft.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaperone-draft-'));
});
afterAll(async () => rm(folder, { recursive: true }));

const door = new URL('../../../index.ts', import.meta.url).href;

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(content));
  return path;
}

/** Writes the drafted definition, and loads it as `chaperone` does. */
async function load(sources: Sources, name: string) {
  const { draft } = await gatherDraft(sources);
  const text = configText(draft);
  const path = join(folder, name);
  await writeFile(path, text.replaceAll("'chaperone'", `'${door}'`));
  return { text, ...(await loadDefinition({ config: path, cwd: folder })) };
}

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const answers = (schema: object) => ({ 200: { description: 'ok', ...json(schema) } });
const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});
const text = { type: 'string' };
const document = {
  openapi: '3.1.0',
  info: { title: "St Mary's", version: '1' },
  servers: [{ url: 'https://staging.marys.test' }],
  paths: {
    '/version': { get: { responses: answers(object({ version: text })) } },
    '/patients': {
      post: {
        requestBody: json(
          object({
            email: text,
            password: text,
            region: { type: 'string', enum: ['uk', 'ie'] },
            note: text,
            gpId: text,
          }),
        ),
        responses: answers(object({ id: text })),
      },
    },
    '/session': {
      post: {
        requestBody: json(object({ username: text, password: text })),
        responses: answers(object({ access_token: text })),
      },
    },
    '/appointments': {
      get: { responses: answers({ type: 'array', items: object({ id: text }) }) },
      post: {
        requestBody: json(object({ reason: text })),
        responses: answers(object({ id: text })),
      },
    },
  },
};

describe('a first definition', () => {
  it('from an OpenAPI document can sign up, sign in and book, with factors and tokens', async () => {
    const source = await file('openapi.json', document);
    const { text: written, definition } = await load({ openapi: source }, 'from-document.ts');
    expect(definition).toMatchObject({
      name: "St Mary's",
      url: 'https://staging.marys.test',
      factors: { region: ['uk', 'ie'] },
    });
    expect(definition.surfaces).toMatchObject([
      { id: 'GET /version' },
      { id: 'GET /appointments' },
      {},
    ]);
    for (const line of [
      "const made = await http.post('/patients', {",
      "region: cohort['region'] ?? 'uk',",
      "note: token('note'),",
      "gpId: fillIn('gpId'),",
      'async create({ http, persona, cohort, token }) {',
      'async create({ http, token }) {',
      "json: { username: email ?? '', password: password ?? '' },",
      "['access_token'];",
      "reason: token('reason'),",
    ])
      expect(written).toContain(line);
  });

  it('names ids as the addresses and the imported surfaces do', async () => {
    const visit = object({ ref: text, patientId: text });
    const source = await file('visits.json', {
      openapi: '3.1.0',
      info: { title: 'Visits', version: '1' },
      paths: {
        '/visits': {
          post: { requestBody: json(object({ topic: text })), responses: answers(visit) },
        },
        '/visits/{ref}': {
          parameters: [{ name: 'ref', in: 'path', required: true, schema: text }],
          get: { responses: answers(visit) },
        },
        '/clips/{clip}/link': {
          parameters: [{ name: 'clip', in: 'path', required: true, schema: text }],
          get: { responses: answers(object({ href: text })) },
        },
      },
    });
    const { text: written } = await load({ openapi: source }, 'named-ids.ts');
    expect(written).toContain('// Ids that surfaces below need, by name: visit, clip');
    expect(written).toContain("return { visit: booked.json<{ ref: string }>()['ref'] };");
  });

  it('from a recording has the surfaces and the sign-in, and no recorded value', async () => {
    const entry = (method: string, path: string, answer: object, sent?: string) => ({
      request: { method, url: `https://clinic.test${path}`, headers: [], postData: { text: sent } },
      response: {
        status: 200,
        headers: [],
        content: { mimeType: 'application/json', text: JSON.stringify(answer) },
      },
    });
    const source = await file('recording.har', {
      log: {
        entries: [
          entry('POST', '/login', {}, 'mail=ann%40example.com&pass=hunter2secret'),
          entry('GET', '/api/visits', [{ id: 'vis_1' }]),
        ],
      },
    });
    const { text: written, definition } = await load({ har: source }, 'from-recording.ts');
    expect(definition.surfaces).toMatchObject([{ id: 'GET /api/visits', gives: 'list' }]);
    expect(written).toContain("form: { mail: email ?? '', pass: password ?? '' },");
    expect(written).not.toMatch(/hunter2secret|ann%40|ann@/);
  });

  it('from a recorded form takes the page of the form, with its CSRF token', async () => {
    const html =
      '<form action=/login method=post><input name=_csrf><input name=pass type=password></form>';
    const source = await file('form.har', {
      log: {
        entries: [
          {
            request: { method: 'GET', url: 'https://clinic.test/enter' },
            response: { status: 200, content: { mimeType: 'text/html', text: html } },
          },
          {
            request: {
              method: 'POST',
              url: 'https://clinic.test/login',
              postData: { text: '_csrf=zD81kQ&mail=ann%40example.com&pass=hunter2secret' },
            },
            response: { status: 303, content: { mimeType: '' } },
          },
        ],
      },
    });
    const { text: written } = await load({ har: source }, 'from-form.ts');
    expect(written).toContain("const page = (await http.get('/enter')).form('pass');");
    expect(written).toContain("form: { ...page.fields, mail: email ?? '', pass: password ?? '' },");
    expect(written).not.toMatch(/zD81kQ|hunter2secret/);
  });

  it('tells sign-in from sign-up in a recording, and creates accounts in the recorded way', async () => {
    const entry = (path: string, sent: string) => ({
      request: {
        method: 'POST',
        url: `https://clinic.test${path}`,
        headers: [],
        postData: { text: sent },
      },
      response: { status: 303, headers: [], content: { mimeType: 'text/html', text: '' } },
    });
    const source = await file('sign-up.har', {
      log: {
        entries: [
          entry('/sign-up', 'name=Ann+Archer&email=ann%40example.com&password=hunter2&region=uk'),
          entry('/sign-in', 'email=ann%40example.com&password=hunter2'),
          entry('/sign-out', ''),
        ],
      },
    });
    const { text: written } = await load({ har: source }, 'sign-up.ts');
    for (const line of [
      'async create({ http, persona }) {',
      "const made = await http.post('/sign-up', {",
      'name: persona.fullName,',
      "region: fillIn('region'),",
      "await http.post('/sign-in', {",
      "signOut: async ({ http }) => void (await http.post('/sign-out')),",
    ])
      expect(written).toContain(line);
    expect(written).not.toMatch(/hunter2|Archer|'uk'/);
  });

  it('recognises kinds of clients, answers with a cookie, and a second factor', async () => {
    const signIn = {
      requestBody: json(
        object({ email: text, password: text, client: { type: 'string', enum: ['web', 'app'] } }, [
          'email',
          'password',
        ]),
      ),
      responses: {
        ...answers(object({ token: text }, [])),
        202: { description: 'more is asked', ...json(object({ ticket: text })) },
      },
    };
    const source = await file('clients.json', {
      ...document,
      components: { securitySchemes: { cookie: { type: 'apiKey', in: 'cookie', name: 'sid' } } },
      paths: {
        '/sign-in': { post: signIn },
        '/sign-in/second-factor': {
          post: { requestBody: json(object({ code: text })), responses: {} },
        },
      },
    });
    const { text: written, definition } = await load({ openapi: source }, 'clients.ts');
    expect(definition.factors).toEqual({ client: ['web', 'app'] });
    expect(definition.accounts.secondFactor).toBeUndefined();
    expect(written).toContain('POST /sign-in/second-factor speaks of a second factor.');
    const asked: unknown[] = [];
    const http = {
      post: async (...sent: unknown[]) => {
        asked.push(sent);
        return { json: () => ({}) };
      },
    };
    const account = {
      credentials: { email: 'a@a.test', password: 'x' },
      cohort: { client: 'app' },
    };
    await expect(definition.accounts.signIn({ http, account } as never)).resolves.toEqual({
      headers: {},
    });
    expect(asked).toEqual([
      ['/sign-in', { json: { email: 'a@a.test', password: 'x', client: 'app' } }],
    ]);
  });

  it('throws with what is missing when an unfilled part is reached', async () => {
    const source = await file('empty.har', {
      log: {
        entries: [
          { request: { method: 'GET', url: 'https://a.test/' }, response: { status: 200 } },
        ],
      },
    });
    const { definition } = await load({ har: source }, 'gaps.ts');
    expect(() => definition.accounts.create?.({} as never)).toThrow('fill in: accounts.create');
    expect(() => definition.accounts.signIn({} as never)).toThrow('fill in: accounts.signIn');
    expect(() => definition.consultations.create({} as never)).toThrow('consultations.create');
  });

  it('takes accounts from a file instead of creating them', async () => {
    const source = await file('pooled.json', document);
    const { text: written } = await load({ openapi: source, pool: 'accounts.csv' }, 'pooled.ts');
    expect(written).toContain("pool: 'accounts.csv',");
    expect(written).not.toContain('async create({ http, persona');
  });

  it('needs at least one source', async () => {
    await expect(gatherDraft({})).rejects.toThrow(/Nothing says what the deployment is/);
    await expect(gatherDraft({ url: 'clinic' })).rejects.toThrow(/is no address/);
  });
});

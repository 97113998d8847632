import { describe, expect, it } from 'vitest';
import { recorded } from '../har/recording.test-support.ts';
import { described, written } from '../open-api/written.test-support.ts';
import { configText } from './config-text.ts';
import { draftFromRecording } from './from-recording.ts';
import { gatherDraft } from './gather-draft.ts';
import { signsOut } from './names.ts';

const text = { type: 'string' };
const object = (properties: object) => ({ type: 'object', properties });
const content = (schema: object) => ({ content: { 'application/json': { schema } } });
const credentials = content(object({ email: text, password: text }));
const answers = (schema: object) => ({ 200: { description: 'ok', ...content(schema) } });

async function draftOf(paths: object, more: object = {}): Promise<string> {
  const openapi = await written({ 'a.json': described(paths, more) });
  return configText((await gatherDraft({ openapi })).draft);
}

describe('the token of a sign-in', () => {
  it.each([
    ['$.access_token', object({ access_token: text }), "['access_token']"],
    [
      '$.data.access_token',
      object({ data: object({ access_token: text }) }),
      "['data']['access_token']",
    ],
    [
      '$.result.session.tokens.jwt',
      object({ result: object({ session: object({ tokens: object({ jwt: text }) }) }) }),
      "['result']['session']['tokens']['jwt']",
    ],
    ['$.token.value', object({ token: object({ value: text }) }), "['token']['value']"],
  ])('is found at %s in a document', async (_, schema, place) => {
    const draft = await draftOf({
      '/login': { post: { requestBody: credentials, responses: answers(schema) } },
    });
    expect(draft).toContain(`>()${place};`);
    expect(draft).toContain('return { headers: { authorization: `Bearer ${token}` } };');
  });

  it('goes into the header of the document’s only scheme', async () => {
    const components = {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' } },
    };
    const draft = await draftOf(
      {
        '/login': {
          post: { requestBody: credentials, responses: answers(object({ token: text })) },
        },
      },
      { components },
    );
    expect(draft).toContain("return { headers: { ['x-auth-token']: token } };");
  });

  it.each([
    [{ authorization: 'Bearer s3cret0123456789' }, 'authorization: `Bearer ${token}`'],
    [{ authorization: 'Token s3cret0123456789' }, 'authorization: `Token ${token}`'],
    [{ 'x-session': 's3cret0123456789' }, "['x-session']: token"],
  ])('is found in a recording by the header that carries it: %j', (request, header) => {
    const draft = configText(
      draftFromRecording(
        [
          recorded(
            '/api/sessions',
            { data: { attributes: { value: 's3cret0123456789' } } },
            { method: 'POST', requestBody: '{"email":"a@a","password":"p"}' },
          ),
          recorded('/api/visits', [], { request }),
        ],
        null,
      ),
    );
    expect(draft).toContain("()['data']['attributes']['value'];");
    expect(draft).toContain(`return { headers: { ${header} } };`);
    expect(draft).not.toContain('s3cret');
  });
});

describe('signing out', () => {
  it.each([
    ['DELETE', '/session', true],
    ['DELETE', '/v1/sessions/current', true],
    ['DELETE', '/auth/token', true],
    ['POST', '/auth/logout', true],
    ['PUT', '/users/sign_out', true],
    ['POST', '/session/end', true],
    ['POST', '/oauth/token/revoke', true],
    ['POST', '/session', false],
    ['DELETE', '/sessions/{session}', false],
    ['DELETE', '/visits/current', false],
    ['GET', '/token/revoke', false],
    ['POST', '/visits/end', false],
  ])('%s %s: %s', (method, path, expected) => {
    expect(signsOut(method, path)).toBe(expected);
  });

  const login = {
    '/login': {
      post: {
        requestBody: credentials,
        responses: answers(object({ data: object({ accessToken: text, refreshToken: text }) })),
      },
    },
  };

  it('sends what the sign-in gave, which is kept', async () => {
    const schema = {
      ...object({ refresh_token: text, everywhere: { type: 'boolean' } }),
      required: ['refresh_token'],
    };
    const draft = await draftOf({
      ...login,
      '/logout': {
        post: { requestBody: content(schema), responses: { 204: { description: '' } } },
      },
    });
    expect(draft).toContain(
      "keep: { refresh_token: answer.json<{ data: { refreshToken: string } }>()['data']['refreshToken'] } };",
    );
    expect(draft).toContain(
      "signOut: async ({ http, keep }) => void (await http.post('/logout', { json: { refresh_token: keep['refresh_token'] } })),",
    );
  });

  it('is told from a recording, with what it sent of the sign-in’s answer', () => {
    const draft = configText(
      draftFromRecording(
        [
          recorded(
            '/login',
            { token: 'aaaaaaaaaaaaaaaa', refresh: 'bbbbbbbbbbbbbbbb' },
            { method: 'POST', requestBody: '{"email":"a@a","password":"p"}' },
          ),
          recorded('/me', {}, { request: { authorization: 'Bearer aaaaaaaaaaaaaaaa' } }),
          recorded(
            '/session',
            {},
            { method: 'DELETE', status: 204, requestBody: '{"refresh":"bbbbbbbbbbbbbbbb"}' },
          ),
        ],
        null,
      ),
    );
    expect(draft).toContain(
      "await http.delete('/session', { json: { refresh: keep['refresh'] } })",
    );
    expect(draft).not.toMatch(/aaaaaaaa|bbbbbbbb/);
  });
});

describe('the address of the deployment', () => {
  const paths = { '/x': { get: { responses: {} } } };
  const url = async (servers: object[]) =>
    /\?\? '([^']+)'/.exec(await draftOf(paths, { servers }))?.[1];

  it('is left to the user where a file says only a path', async () => {
    expect(await draftOf(paths, { servers: [{ url: '/' }] })).toContain(
      'a staging deployment, never production',
    );
  });

  it('is that of staging where a file names it, with the values of its variables', async () => {
    const production = { url: 'https://api.acme.test/v1' };
    expect(
      await url([production, { url: 'https://other.acme.test/v1', description: 'Staging' }]),
    ).toBe('https://other.acme.test');
    expect(
      await url([{ url: 'https://{env}.acme.test', variables: { env: { default: 'dev' } } }]),
    ).toBe('https://dev.acme.test');
  });
});

import { createHash, generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../deployment/definition.ts';
import { createHttp } from '../exercise/http/http-session.ts';
import { json, serve } from '../exercise/http/serve.test-support.ts';
import { describeDeployment } from '../exercise/worker/worker.test-support.ts';
import { emptyFolder } from '../run/testing/work-folder.ts';

type SignIn = Definition['accounts']['signIn'];
type Recipes = Record<'byStandaloneLaunch' | 'byBackendServices', SignIn>;

const guide = fileURLToPath(new URL('../../docs/fhir.md', import.meta.url));

/** The recipes as they stand in the guide. */
async function recipes(): Promise<Recipes> {
  const blocks = [...(await readFile(guide, 'utf8')).matchAll(/^```ts\n(.*?)^```/gms)];
  const block = blocks.map(([, text = '']) => text).find((text) => text.includes('node:crypto'));
  const file = join(await emptyFolder(), 'recipes.ts');
  await writeFile(file, block ?? '');
  return (await import(pathToFileURL(file).href)) as Recipes;
}

/** A SMART server, which knows one patient and one client with a key. */
async function smartServer(publicKey: KeyObject | null, asksForConsent = false) {
  const codes = new Map<string, string>();
  const base = { url: '' };
  const granted = (code: string, asked: URLSearchParams) => {
    codes.set(code, asked.get('code_challenge') ?? '');
    return `${asked.get('redirect_uri')}?code=${code}&state=${asked.get('state')}`;
  };
  base.url = await serve((request, response, body) => {
    const url = new URL(request.url ?? '', base.url);
    const form = new URLSearchParams(body);
    const page = (action: string, fields: string) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<form method="post" action="${action}">${fields}</form>`);
    const send = (location: string) => response.writeHead(302, { location }).end();
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /fhir/.well-known/smart-configuration':
        return json(response, {
          authorization_endpoint: `${base.url}/authorize`,
          token_endpoint: `${base.url}/token`,
        });
      case 'GET /authorize': {
        const isWhole = url.searchParams.get('aud') === `${base.url}/fhir`;
        const asked = url.search.replaceAll('&', '&amp;');
        const fields = '<input name="username"><input name="password" type="password">';
        return isWhole ? void page(`/sign-in${asked}`, fields) : json(response, {}, 400);
      }
      case 'POST /sign-in':
        if (form.get('password') !== 'correct') return json(response, {}, 401);
        return asksForConsent
          ? void page(
              `/consent${url.search.replaceAll('&', '&amp;')}`,
              '<input type="hidden" name="allow" value="yes">',
            )
          : void send(granted(randomUUID(), url.searchParams));
      case 'POST /consent':
        return form.get('allow') === 'yes'
          ? void send(granted(randomUUID(), url.searchParams))
          : json(response, {}, 400);
      case 'POST /token':
        return isProven(form, codes, publicKey, `${base.url}/token`)
          ? json(response, { access_token: 'granted', expires_in: 300 })
          : json(response, { error: 'invalid_grant' }, 400);
      default:
        return json(response, {}, 404);
    }
  });
  return base.url;
}

function isProven(
  form: URLSearchParams,
  codes: ReadonlyMap<string, string>,
  publicKey: KeyObject | null,
  audience: string,
): boolean {
  if (form.get('grant_type') === 'authorization_code') {
    const verifier = form.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    return codes.get(form.get('code') ?? '') === challenge;
  }
  const [header = '', claims = '', signature = ''] = (form.get('client_assertion') ?? '').split(
    '.',
  );
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
  const isSigned =
    publicKey !== null &&
    verify(
      'sha384',
      Buffer.from(`${header}.${claims}`),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
  const alg = publicKey?.asymmetricKeyType === 'ec' ? 'ES384' : 'RS384';
  expect(read(header)).toMatchObject({ alg, kid: 'key-1' });
  const client = { iss: 'client-1', sub: 'client-1', aud: audience };
  expect(read(claims)).toMatchObject({ ...client, jti: expect.any(String) });
  return isSigned;
}

async function signedIn(signIn: SignIn, url: string, credentials: Record<string, string>) {
  const http = createHttp({ ...describeDeployment(url), url }, new AbortController().signal);
  const context = { http, account: { credentials } } as unknown as Parameters<SignIn>[0];
  try {
    return await signIn(context);
  } finally {
    await http.close();
  }
}

const session = { headers: { authorization: 'Bearer granted' }, expiresIn: 300 };

describe('the recipes for SMART on FHIR', () => {
  it.each([false, true])(
    'sign a patient in by a standalone launch (consent is asked for: %s)',
    async (consent) => {
      const url = await smartServer(null, consent);
      const { byStandaloneLaunch } = await recipes();
      const patient = { email: 'a@x.test', fhirServer: `${url}/fhir` };
      const right = { ...patient, password: 'correct' };
      expect(await signedIn(byStandaloneLaunch, url, right)).toMatchObject(session);
      const wrong = { ...patient, password: 'wrong' };
      await expect(signedIn(byStandaloneLaunch, url, wrong)).rejects.toThrow('no code');
    },
  );

  it.each([
    ['RS384', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['ES384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ])('sign a service in by a JWT with %s', async (_, keys) => {
    const { privateKey, publicKey } = keys();
    const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
    const client = { clientId: 'client-1', keyId: 'key-1' };
    const url = await smartServer(publicKey);
    const { byBackendServices } = await recipes();
    const own = { ...client, privateKey: pem(privateKey) };
    expect(await signedIn(byBackendServices, url, own)).toMatchObject(session);
    const other = { ...client, privateKey: pem(keys().privateKey) };
    await expect(signedIn(byBackendServices, url, other)).rejects.toThrow('400');
  });
});

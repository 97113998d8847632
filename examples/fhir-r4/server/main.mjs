/** A FHIR R4 server on a free port: it tells its parent process the address, and is updated by a message of it. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Access } from './access.mjs';
import { FhirApi, refused } from './fhir.mjs';
import { statementOf } from './statement.mjs';

const access = new Access();
const api = new FhirApi(access);
/** @type {Map<string, { password: string, patient: string }>} */
const accounts = new Map();
/** Patients by access token. @type {Map<string, string>} */
const sessions = new Map();
let release = 1;

const practitioner = await api.create({
  resourceType: 'Practitioner',
  name: [{ family: 'House', given: ['Gregory'] }],
});

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  /** @type {import('./fhir.mjs').Answer} */
  let answer;
  try {
    answer = await answerTo(request, new URL(request.url ?? '', 'http://any.invalid'), text);
  } catch {
    answer = refused(400);
  }
  const { status, body, bytes } = answer;
  response.writeHead(status, {
    'content-type': bytes?.type ?? 'application/fhir+json',
    'cache-control': 'private, no-store',
  });
  response.end(bytes?.data ?? JSON.stringify(body));
});

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {URL} url
 * @param {string} text
 */
async function answerTo({ method = '', headers }, url, text) {
  const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  const viewer = sessions.get(token);
  switch (`${method} ${url.pathname}`) {
    case 'GET /version':
      return { status: 200, body: { release: `${release}.0`, practitioner: practitioner.id } };
    case 'GET /fhir/metadata':
      return { status: 200, body: statementOf() };
    case 'POST /auth/register':
      return register(JSON.parse(text));
    case 'POST /auth/token':
      return signIn(new URLSearchParams(text));
    case 'POST /auth/revoke':
      sessions.delete(token);
      return { status: 200, body: {} };
  }
  if (!url.pathname.startsWith('/fhir/')) return refused(404);
  if (viewer === undefined) return refused(401);
  const within = new URL(url.pathname.slice('/fhir'.length) + url.search, url);
  const isForm = headers['content-type']?.includes('form') ?? false;
  // A search by POST has parameters in its body, too.
  if (isForm)
    for (const [name, value] of new URLSearchParams(text)) within.searchParams.set(name, value);
  const body = isForm || text === '' ? null : JSON.parse(text);
  return api.handle({ method, url: within, viewer, body, accept: headers.accept ?? '' });
}

/** @param {{ email: string, password: string, patient: any }} given */
async function register({ email, password, patient }) {
  if (accounts.has(email) || patient?.resourceType !== 'Patient') return refused(400);
  const { id } = await api.create(patient);
  accounts.set(email, { password, patient: id });
  return { status: 201, body: { patient: id } };
}

/** OAuth 2 by password. @param {URLSearchParams} form */
function signIn(form) {
  const account = accounts.get(form.get('username') ?? '');
  if (account === undefined || account.password !== form.get('password')) return refused(401);
  const token = randomBytes(32).toString('base64url');
  sessions.set(token, account.patient);
  const body = {
    access_token: token,
    token_type: 'bearer',
    patient: account.patient,
    jti: randomUUID(),
  };
  return { status: 200, body };
}

process.on(
  'message',
  (/** @type {{ release: number, places?: string[], patients?: string[] }} */ update) => {
    release = update.release;
    for (const place of update.places ?? []) access.open(place, update.patients ?? []);
    process.send?.({ updated: release });
  },
);
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : address;
  process.send?.({ url: `http://127.0.0.1:${port}` });
});

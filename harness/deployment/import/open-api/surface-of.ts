import { UsageError } from '../../../domain/errors.ts';
import type { Surface, UnreachedSurface } from '../../surfaces/surface.ts';
import { download, list, page, read, stream } from '../../surfaces/surfaces.ts';
import type { SurfaceOptions } from '../../surfaces/surfaces.ts';
import { addressOf } from './address-of.ts';
import { BrokenReference } from './document.ts';
import type { OpenApiDocument } from './document.ts';
import { kindOf } from './kind-of.ts';
import type { Kind } from './kind-of.ts';
import { endsSomething } from './ends-something.ts';
import type { Operation } from './operation.ts';
import type { OpenApiOptions } from './options.ts';

/** Makes the surface of an operation, or an unreached surface with the reason. */
export function surfaceOf(
  document: OpenApiDocument,
  operation: Operation,
  options: OpenApiOptions,
): Surface | UnreachedSurface {
  const { name, method, path, body } = operation;
  const unreached = (why: string) => ({ unreached: `${method} ${path}`, why });
  try {
    const reason = options.except?.[name];
    if (reason !== undefined) return unreached(reason);
    const kind = kindOf(document, operation);
    if (kind.kind === 'none') return unreached('the document says that its answers hold no data');
    if (kind.kind === 'events')
      return unreached('it is a stream of events: describe it with events(…)');
    if (endsSomething(operation)) return unreached('its name says that it ends something');
    const address = addressOf(operation, options);
    if ('why' in address) return unreached(address.why);
    if (body !== null && body.example === undefined && method === 'POST')
      return unreached('the document has no example of its JSON body: describe it by hand');
    const made = make(kind, `${method} ${address.path}`, {
      headers: address.headers,
      ...(method === 'POST' && body !== null ? { json: body.example } : {}),
    });
    if (made.gives === 'list') {
      const optional = operation.parameters.filter(
        ({ in: where, required }) => where === 'query' && !required,
      );
      if (optional.length > 0)
        made.parameters = Object.fromEntries(optional.map(({ name, values }) => [name, values]));
    }
    return { ...made, imported: true, ...(operation.open === null ? {} : { open: true }) };
  } catch (error) {
    if (error instanceof BrokenReference || error instanceof UsageError)
      return unreached(error.message);
    throw error;
  }
}

type Reading = Exclude<Kind, { kind: 'none' | 'events' }>;

function make(kind: Reading, id: string, options: SurfaceOptions): Surface {
  switch (kind.kind) {
    case 'list':
      return list(id, { ...options, ...(kind.items === undefined ? {} : { items: kind.items }) });
    case 'page':
      return page(id, { ...options, gives: 'read' });
    case 'read':
      return read(id, options);
    case 'stream':
      return stream(id, options);
    case 'download':
      return download(id, options);
  }
}

import { askable } from '../../deployment/surfaces/surface.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import type { Delivered } from '../http/deliver.ts';
import { isBinary } from '../../domain/surfaces/media-type.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';

/** The request's address and ids, and the deployment's address. */
export type Asked = { url: URL; ids: Ids; base: URL };

/**
 * Whether redirects led away from the requested thing: to the home page, or to a fixed address of the definition, such
 * as the viewer's own list. Such an address names nobody's thing, so the answer is the page that the viewer gets there
 * anyway. Foreign data in it is sighted all the same.
 */
export function isSentHome(
  surfaces: Definition['surfaces'],
  { url, delivery }: Pick<Delivered, 'url' | 'delivery'>,
  asked: Asked,
): boolean {
  if (url.pathname === asked.url.pathname || isBinary(delivery.headers['content-type'] ?? ''))
    return false;
  const address = decoded(url.pathname + url.search);
  if (Object.values(asked.ids).some((id) => id !== '' && address.includes(id))) return false;
  const fixed = askable(surfaces)
    .filter((one) => one.method === 'GET' && one.needs.length === 0 && traitsOf(one).addressedByIds)
    .map(({ path }) => new URL(path, asked.base));
  return [new URL('/', asked.base), ...fixed].some(
    ({ origin, pathname }) => origin === url.origin && pathname === url.pathname,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { askable } from '../../deployment/surface.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { Ids } from '../../domain/thing.ts';
import type { Delivered } from '../http/deliver.ts';
import { isBinary } from '../http/media-type.ts';
import { traitsOf } from '../../domain/surface-traits.ts';

/** What was asked for, and where. */
export type Asked = { url: URL; ids: Ids; base: URL };

/**
 * Whether a redirect led away from what was asked for: to the home page, or to a fixed address of the definition's,
 * such as one's own list. Such an address names nobody's thing, so that what it shows is what the viewer is shown
 * there anyway: whatever is another's in it is sighted all the same.
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

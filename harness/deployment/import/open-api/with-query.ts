import type { Surface } from '../../surfaces/surface.ts';
import { list, read } from '../../surfaces/surfaces.ts';

/** An imported list or reading with a value of one more query parameter in its address. */
export function withQuery(surface: Surface, name: string, value: string): Surface {
  const { id, path, headers, items, imported, open } = surface;
  const address = `${id}${path.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${value}`;
  const flags = { imported, ...(open === undefined ? {} : { open }) };
  if (surface.gives !== 'list') return { ...read(address, { headers }), ...flags };
  // What gives the position of a page is needed to follow the list to its end.
  const { [name]: _, ...others } = surface.parameters ?? {};
  const made = list(address, {
    headers,
    items,
    ...(Object.keys(others).length > 0 ? { parameters: others } : {}),
  });
  return { ...made, ...flags };
}

import { bindingName, knownName } from '../../binding-name.ts';
import { nounBefore } from './noun.ts';
import type { Operation, Parameter } from './operation.ts';

/**
 * The name of the id that a parameter is to be given; null where nothing says. In this order: its own name, links,
 * what its schema is called, and what stands before it in the path. With `ids` (the names that there are) the first
 * of these that is one of them, or one whose value an example begins with (`rec_1f0` is a `recording`).
 */
export function nameBinding(
  { path, linked }: Pick<Operation, 'path' | 'linked'>,
  parameter: Parameter,
  ids: readonly string[] | undefined,
): string | null {
  const { name, namedBy, example } = parameter;
  const links = Object.hasOwn(linked, name) ? (linked[name] ?? []) : [];
  const called = namedBy.filter((text) => /(?:id|uuid|guid|identifier)$/i.test(text));
  const before = path.slice(0, Math.max(0, path.indexOf(`{${name}}`)));
  const candidates = [
    bindingName(name),
    ...links,
    ...called.map(bindingName),
    // Of a query, only what the path ends with: `/recordings?id=`.
    nounBefore(parameter.in === 'path' ? before : `${path}/`),
  ].filter((one) => /^[A-Za-z]\w*$/.test(one) && !meaningless.has(one));
  if (ids === undefined) return candidates[0] ?? null;
  return knownName([...candidates, ...namedBy.map(bindingName)], ids) ?? byExample(example, ids);
}

/** Names of schemas and parameters that every id could have. */
const meaningless = new Set(['object', 'resource', 'entity', 'unique', 'string', 'external']);

function byExample(example: string | null, ids: readonly string[]): string | null {
  const [, beginning] = /^([A-Za-z]{3,})[_-]/.exec(example ?? '') ?? [];
  if (beginning === undefined) return null;
  return ids.find((id) => id.toLowerCase().startsWith(beginning.toLowerCase())) ?? null;
}

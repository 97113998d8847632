import { bindingName, knownName } from '../../surfaces/binding-name.ts';
import { nounBefore } from './noun.ts';
import type { Operation, Parameter } from './operation.ts';

/**
 * The name of the id that a parameter takes; null when it is unknown. Candidates, in this order: the parameter's own
 * name, links, the name of its schema, and the segment before it in the path.
 * @param ids the only possible names: the first candidate among them is taken, or else the name that begins like the
 * example (`rec_1f0` is a `recording`). Undefined: the first candidate is taken
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
    // For a query parameter, the end of the path counts: `/recordings?id=`.
    nounBefore(parameter.in === 'path' ? before : `${path}/`),
  ].filter((one) => /^[A-Za-z]\w*$/.test(one) && !meaningless.has(one));
  if (ids === undefined) return candidates[0] ?? null;
  return knownName([...candidates, ...namedBy.map(bindingName)], ids) ?? byExample(example, ids);
}

/** Names of schemas and parameters that say nothing about the kind of id. */
const meaningless = new Set(['object', 'resource', 'entity', 'unique', 'string', 'external']);

function byExample(example: string | null, ids: readonly string[]): string | null {
  const [, beginning] = /^([A-Za-z]{3,})[_-]/.exec(example ?? '') ?? [];
  if (beginning === undefined) return null;
  return ids.find((id) => id.toLowerCase().startsWith(beginning.toLowerCase())) ?? null;
}

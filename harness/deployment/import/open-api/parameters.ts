import { follow, member, members, textOf } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';
import type { Parameter } from './operation.ts';

/** Header parameters that are ignored, because the client sets these headers itself. */
const ignored = ['accept', 'content-type', 'authorization'];

/** Reads the parameters of an operation, including those of its path item. Throws a BrokenReference. */
export function parametersOf(
  document: OpenApiDocument,
  item: Node,
  operation: Node,
): readonly Parameter[] {
  const found = new Map<string, Parameter>();
  for (const place of [item, operation]) {
    for (const { node } of members(member(place, 'parameters'))) {
      const parameter = parameterOf(document, node);
      if (parameter !== null) found.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  }
  return [...found.values()];
}

function parameterOf(document: OpenApiDocument, given: Node): Parameter | null {
  const node = follow(document, given);
  const name = textOf(node, 'name');
  const where = textOf(node, 'in');
  if (name === null || where === null || where === 'body' || where === 'formData') return null;
  if (where === 'header' && ignored.includes(name.toLowerCase())) return null;
  // Swagger 2.0 has no schema for the value: the parameter itself describes it.
  const described = member(node, 'schema');
  const schema = described.value === undefined ? node : follow(document, described);
  const fields = members(node).concat(members(schema));
  const read = (key: string) => member(schema, key).value;
  return {
    name,
    in: where,
    required: where === 'path' || member(node, 'required').value === true,
    namedBy: [
      textOf(given, '$ref'),
      textOf(described, '$ref'),
      textOf(schema, 'title'),
      ...fields.flatMap(({ key, node: field }) =>
        key.startsWith('x-') && typeof field.value === 'string' ? field.value : [],
      ),
    ].flatMap((text) => text?.split('/').at(-1) ?? []),
    least: leastOf(read('type'), read('minimum')),
    values: valuesOf(read('type'), read('enum')),
    fixed: scalar(read('const'), read('default'), first(read('enum'))),
    example: scalar(
      member(node, 'example').value,
      ...members(member(node, 'examples')).map(({ node: one }) => member(one, 'value').value),
      member(node, 'x-example').value,
      read('example'),
      first(read('examples')),
    ),
  };
}

function leastOf(type: unknown, minimum: unknown): number | null {
  if (![type].flat().includes('integer')) return null;
  return typeof minimum === 'number' && minimum > 1 ? Math.ceil(minimum) : 1;
}

function valuesOf(type: unknown, listed: unknown): string[] {
  if ([type].flat().includes('boolean')) return ['true', 'false'];
  const values: readonly unknown[] = Array.isArray(listed) ? listed : [];
  return values.flatMap((value) => scalar(value) ?? []);
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}

/** The first value that is a non-empty text, a number or a boolean, as a text. */
function scalar(...values: readonly unknown[]): string | null {
  for (const value of values) {
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  }
  return null;
}

import { member, members, textOf } from '../open-api/document.ts';
import type { Node, OpenApiDocument } from '../open-api/document.ts';
import { propertiesOf, requiredOf, resolved } from './properties-of.ts';
import type { FieldKind } from './value-of.ts';

/** A field of an operation's request body. */
export type BodyField = { name: string; required: boolean; kind: FieldKind };

/** The fields of an operation's body, and whether it is sent as JSON or as a form; null when it takes neither. */
export function bodyFields(
  document: OpenApiDocument,
  operation: Node,
): { as: 'json' | 'form'; fields: BodyField[] } | null {
  const body = resolved(document, member(operation, 'requestBody'));
  const contents = body === null ? [] : members(member(body, 'content'));
  const json = contents.find(({ key }) => /json/i.test(key));
  const media = json ?? contents.find(({ key }) => /form/i.test(key));
  const schema =
    media === undefined ? ofSwagger(document, operation) : member(media.node, 'schema');
  if (schema === null) return null;
  const required = requiredOf(document, schema);
  const fields = [...propertiesOf(document, schema)].map(([name, node]) => ({
    name,
    required: required.has(name),
    kind: kindOf(node),
  }));
  return { as: media === undefined || json !== undefined ? 'json' : 'form', fields };
}

/** The schema of the body in Swagger 2.0, where it is one of the parameters; null without a body. */
function ofSwagger(document: OpenApiDocument, operation: Node): Node | null {
  const body = members(member(operation, 'parameters'))
    .flatMap(({ node }) => resolved(document, node) ?? [])
    .find((parameter) => textOf(parameter, 'in') === 'body');
  return body === undefined ? null : member(body, 'schema');
}

function kindOf(schema: Node): FieldKind {
  const type = member(schema, 'type').value;
  const values = [member(schema, 'default').value, member(schema, 'const').value];
  const levels = members(member(schema, 'enum')).map(({ node }) => node.value);
  const value = values.find((one) => ['string', 'number', 'boolean'].includes(typeof one));
  return {
    type: typeof type === 'string' ? type : Array.isArray(type) ? String(type[0]) : '',
    format: textOf(schema, 'format') ?? '',
    value: (value ?? null) as FieldKind['value'],
    levels: levels.filter((level) => typeof level === 'string'),
  };
}

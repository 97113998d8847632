import { follow, member, members, rootOf } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';
import type { Answer } from './operation.ts';

/** Reads the answers of an operation. Throws a BrokenReference. */
export function answersOf(document: OpenApiDocument, operation: Node): readonly Answer[] {
  return members(member(operation, 'responses')).map(({ key: status, node }) => {
    const response = follow(document, node);
    const contents = members(member(response, 'content')).map(({ key: type, node: media }) => ({
      type: type.toLowerCase(),
      schema: present(member(follow(document, media), 'schema')),
    }));
    return { status, contents: [...contents, ...ofSwagger(document, operation, response)] };
  });
}

/** Reads the request body of an operation, with a JSON example; null when it takes no body. */
export function bodyOf(document: OpenApiDocument, operation: Node): { example: unknown } | null {
  const described = member(operation, 'requestBody');
  if (described.value === undefined) return null;
  const contents = members(member(follow(document, described), 'content'));
  const media = contents.find(({ key }) => /\bjson\b/i.test(key))?.node;
  if (media === undefined) return { example: undefined };
  const schema = follow(document, member(media, 'schema'));
  const [first] = members(member(media, 'examples'));
  const named = first === undefined ? media : follow(document, first.node);
  const places = [
    member(media, 'example'),
    member(named, 'value'),
    member(named, 'dataValue'),
    member(schema, 'example'),
    member(member(schema, 'examples'), '0'),
    member(schema, 'default'),
  ];
  return { example: places.find(({ value }) => value !== undefined)?.value };
}

/** The contents of an answer in Swagger 2.0, which gives media types apart from the schema. */
function ofSwagger(
  document: OpenApiDocument,
  operation: Node,
  response: Node,
): { type: string; schema: Node }[] {
  const schema = present(member(response, 'schema'));
  if (schema === null) return [];
  const produces =
    member(operation, 'produces').value ?? member(rootOf(document), 'produces').value;
  const types = Array.isArray(produces) ? produces.filter((type) => typeof type === 'string') : [];
  const isFile = member(schema, 'type').value === 'file';
  const usual = isFile ? 'application/octet-stream' : 'application/json';
  return (types.length > 0 ? types : [usual]).map((type) => ({
    type: isFile && /json/i.test(type) ? 'application/octet-stream' : type.toLowerCase(),
    schema,
  }));
}

function present(node: Node): Node | null {
  return node.value === undefined ? null : node;
}

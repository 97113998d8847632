import { member, members, rootOf, textOf } from '../open-api/document.ts';
import type { Node, OpenApiDocument } from '../open-api/document.ts';
import type { DraftCall } from './draft.ts';
import type { FileKind } from './file-kind.ts';
import { propertiesOf, requiredOf, resolved } from './properties-of.ts';
import type { FieldKind } from './value-of.ts';

/** A field of an operation's request body. `file`: it takes a file. `many`: it takes a list of values. */
export type BodyField = {
  name: string;
  required: boolean;
  kind: FieldKind;
  file: FileKind | null;
  many: boolean;
};

/** The fields of an operation's body, and how it is sent. */
export type BodyFields = { as: DraftCall['as']; fields: BodyField[] };

type Content = { key: string; node: Node };

/** The fields of an operation's body, and how it is sent; null when it takes nothing that can be drafted. */
export function bodyFields(document: OpenApiDocument, operation: Node): BodyFields | null {
  const body = resolved(document, member(operation, 'requestBody'));
  if (body === null || body.value === undefined) return ofSwagger(document, operation);
  const contents = members(member(body, 'content'));
  const json = contents.find(({ key }) => /json/i.test(key));
  const parts = contents.find(({ key }) => /multipart/i.test(key));
  const form = contents.find(({ key }) => /form/i.test(key));
  // A file is sent in parts where that is possible, and in JSON (as base64) only where it is not.
  const media = parts !== undefined && takesFile(document, parts) ? parts : (json ?? form);
  if (media === undefined) return wholeFile(document, contents);
  const schema = member(media.node, 'schema');
  const required = requiredOf(document, schema);
  const as = media === json ? 'json' : media === parts ? 'multipart' : 'form';
  const fields = [...propertiesOf(document, schema)].map(([name, node]) =>
    fieldOf(document, { name, required: required.has(name), node }, sentIn(media, name, as)),
  );
  return { as, fields };
}

/** What the content says of how a field is sent. */
type Encoding = { as: DraftCall['as']; types: string[] };

function sentIn({ node }: Content, name: string, as: Encoding['as']): Encoding {
  const types = textOf(member(member(node, 'encoding'), name), 'contentType') ?? '';
  return { as, types: typesIn(types) };
}

function takesFile(document: OpenApiDocument, media: Content): boolean {
  return [...propertiesOf(document, member(media.node, 'schema'))].some(
    ([name, node]) =>
      fieldOf(document, { name, required: false, node }, sentIn(media, name, 'multipart')).file !==
      null,
  );
}

function fieldOf(
  document: OpenApiDocument,
  { name, required, node }: { name: string; required: boolean; node: Node },
  encoding: Encoding,
): BodyField {
  const items = resolved(document, member(node, 'items'));
  const many = items !== null && items.value !== undefined;
  const schema = many ? items : node;
  const file = fileOf(schema, encoding);
  return { name, required, kind: kindOf(node), file, many };
}

/** The file that a schema describes; null where it describes a value. */
function fileOf(schema: Node, { as, types }: Encoding): FileKind | null {
  const type = member(schema, 'type').value;
  if (!['string', 'file', undefined].includes(type as string | undefined) && !Array.isArray(type))
    return null;
  const format = textOf(schema, 'format') ?? '';
  const coded = textOf(schema, 'contentEncoding') ?? '';
  const told = [...typesIn(textOf(schema, 'contentMediaType') ?? ''), ...types];
  const isMedia = told.some((one) => !/json|text\/plain|xml|html/.test(one));
  if (/^base64/i.test(coded) || /^(?:byte|base64)$/i.test(format))
    return { as: isDataUrl(schema) ? 'data-url' : 'base64', types: told };
  if (isDataUrl(schema)) return { as: 'data-url', types: told };
  if (as === 'json') return format === 'binary' || isMedia ? { as: 'base64', types: told } : null;
  if (as === 'form') return null;
  const isBytes = format === 'binary' || type === 'file' || isMedia;
  return isBytes ? { as: 'bytes', types: told } : null;
}

function isDataUrl(schema: Node): boolean {
  return ['example', 'pattern', 'description'].some((key) =>
    /data:(?:image|video|audio)/i.test(textOf(schema, key) ?? ''),
  );
}

function typesIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(',')
    .map((type) => type.split(';')[0]?.trim() ?? '')
    .filter((type) => type !== '');
}

/** A body that is a file as a whole: `image/png`, `application/octet-stream`. */
function wholeFile(document: OpenApiDocument, contents: readonly Content[]): BodyFields | null {
  const files = contents.filter(({ key, node }) => {
    const schema = resolved(document, member(node, 'schema'));
    const isBinary = schema !== null && textOf(schema, 'format') === 'binary';
    return /^(?:image|video|audio)\/|octet-stream/i.test(key) || isBinary;
  });
  if (files.length === 0) return null;
  const types = files.flatMap(({ key }) => typesIn(key));
  const file = { as: 'bytes', types } as const;
  return { as: 'bytes', fields: [{ name: '', required: true, kind: unknown, file, many: false }] };
}

const unknown: FieldKind = { type: '', format: '', value: null, levels: [] };

/** The body in Swagger 2.0, which is one of the parameters, or consists of those in the form; null without a body. */
function ofSwagger(document: OpenApiDocument, operation: Node): BodyFields | null {
  const parameters = members(member(operation, 'parameters')).flatMap(
    ({ node }) => resolved(document, node) ?? [],
  );
  const body = parameters.find((parameter) => textOf(parameter, 'in') === 'body');
  if (body !== undefined) {
    const schema = member(body, 'schema');
    const required = requiredOf(document, schema);
    const fields = [...propertiesOf(document, schema)].map(([name, node]) =>
      fieldOf(document, { name, required: required.has(name), node }, { as: 'json', types: [] }),
    );
    return { as: 'json', fields };
  }
  const form = parameters.filter((parameter) => textOf(parameter, 'in') === 'formData');
  if (form.length === 0) return null;
  const consumes =
    member(operation, 'consumes').value ?? member(rootOf(document), 'consumes').value;
  const isInParts =
    form.some((one) => textOf(one, 'type') === 'file') ||
    /multipart/.test(JSON.stringify(consumes ?? ''));
  const as = isInParts ? 'multipart' : 'form';
  const fields = form.map((node) =>
    fieldOf(
      document,
      { name: textOf(node, 'name') ?? '', required: member(node, 'required').value === true, node },
      { as, types: [] },
    ),
  );
  return { as, fields };
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

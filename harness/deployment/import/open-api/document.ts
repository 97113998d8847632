import { dirname, resolve } from 'node:path';

/** An OpenAPI document with the files that it refers to. */
export type OpenApiDocument = {
  /** The name for errors: the given path, or the address without its query. */
  name: string;
  /** Key of the document itself in `files`: an absolute path, or its address. */
  root: string;
  /** The parsed contents of the files, by absolute path or address. */
  files: ReadonlyMap<string, unknown>;
  /** The reasons why files that it refers to could not be read, by path or address. */
  unread: ReadonlyMap<string, string>;
  /** The faults because of which a path item or operation cannot be read, by its place: `/paths/~1visits/put`. */
  faults: ReadonlyMap<string, string>;
};

/** A place in a document. */
export type Node = {
  value: unknown;
  file: string;
  /** JSON pointer within the file. */
  at: string;
};

/** Thrown for a `$ref` that leads nowhere, or to a place that must not be read. The message names it. */
export class BrokenReference extends Error {}

/** Most steps from one `$ref` to the next. */
const mostHops = 50;

/** The root of a document. */
export function rootOf(document: OpenApiDocument): Node {
  return { value: document.files.get(document.root), file: document.root, at: '' };
}

/**
 * A member of an object or array, without following its `$ref`. Its value is undefined when there is no such member.
 */
export function member(node: Node, key: string): Node {
  const { value } = node;
  const inner: unknown =
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? Reflect.get(value, key)
      : undefined;
  const step = key.replaceAll('~', '~0').replaceAll('/', '~1');
  return { value: inner, file: node.file, at: `${node.at}/${step}` };
}

/** All members of an object or array, without following their `$ref`s. */
export function members(node: Node): { key: string; node: Node }[] {
  const { value } = node;
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).map((key) => ({ key, node: member(node, key) }));
}

/** The value of a member that is a text; null when it is no text. */
export function textOf(node: Node, key: string): string | null {
  const { value } = member(node, key);
  return typeof value === 'string' ? value : null;
}

/** The place that a node's `$ref`s lead to, or the node itself if it has none. Throws a BrokenReference. */
export function follow(document: OpenApiDocument, node: Node): Node {
  let here = node;
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const reference = textOf(here, '$ref');
    if (reference === null) return here;
    here = target(document, here, reference);
  }
  throw new BrokenReference(`its $ref at ${node.at} only leads to further ones`);
}

function target(document: OpenApiDocument, from: Node, reference: string): Node {
  const [file = '', fragment = ''] = reference.split('#', 2);
  const name = file === '' ? from.file : fileOf(file, from.file);
  if (!document.files.has(name)) {
    const why = document.unread.get(name) ?? 'is not read: bundle the document into one file';
    throw new BrokenReference(`its $ref to ${withoutQuery(file)} ${why}`);
  }
  let here: Node = { value: document.files.get(name), file: name, at: '' };
  for (const step of fragment.split('/').slice(1)) here = member(here, unescaped(step));
  // A fragment that is no JSON pointer (an anchor) must not be taken for the whole file.
  const isPointer = fragment === '' || fragment.startsWith('/');
  if (isPointer && here.value !== undefined) return here;
  throw new BrokenReference(`its $ref ${JSON.stringify(withoutQuery(reference))} leads nowhere`);
}

/** The file that a `$ref` (without its fragment) refers to, relative to the file that it stands in. */
export function fileOf(reference: string, from: string): string {
  if (isAddress(reference) || isAddress(from)) return withoutQuery(reference);
  return resolve(dirname(from), decoded(reference));
}

/** Whether a `$ref` leads to an address instead of a file. */
export function isAddress(reference: string): boolean {
  return /^(?:[a-z][a-z\d+.-]+:|\/\/)/i.test(reference);
}

function withoutQuery(reference: string): string {
  return reference
    .replace(/\?[^#]*/, '')
    .replace(/\/\/[^/]*@/, '//')
    .slice(0, 200);
}

function unescaped(step: string): string {
  return decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

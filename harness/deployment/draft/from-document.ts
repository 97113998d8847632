import { BrokenReference, follow, member, members, rootOf, textOf } from '../open-api/document.ts';
import type { Node, OpenApiDocument } from '../open-api/document.ts';
import { operationsOf } from '../open-api/operations.ts';
import type { Operation } from '../open-api/operation.ts';
import { entriesOf } from '../open-api/entries.ts';
import { textLiteral } from '../text-literal.ts';
import { bodyFields, type BodyField } from './body-fields.ts';
import { blank, type Draft, type DraftCall, type DraftSignIn } from './draft.ts';
import { deeds, tokenNames } from './names.ts';
import { propertiesOf } from './properties-of.ts';
import { isFactor, valueOf } from './value-of.ts';

/** An operation with where it stands. */
type Found = { operation: Operation; node: Node };

/**
 * What an OpenAPI document tells of a deployment, by the names that services usually give: how one signs up, in and
 * out, how a consultation is booked, and where the release stands. `as`: the document's path, relative to the definition's.
 */
export function draftFromDocument(document: OpenApiDocument, as: string): Draft {
  const root = rootOf(document);
  const found = operations(document);
  const posts = (called: RegExp) => found.find(({ operation }) => does(operation, 'POST', called));
  const signUp = found.find(
    ({ operation, node }) =>
      does(operation, 'POST', deeds.signUp) && hasPassword(bodyFields(document, node)?.fields),
  );
  const book = posts(deeds.book);
  const signOut = found.find(({ operation }) => endsLike(operation, deeds.signOut))?.operation;
  const remove = found.find(({ operation }) => does(operation, 'DELETE', /^me$/i))?.operation;
  const address = textOf(member(member(root, 'servers'), '0'), 'url');
  const url = URL.parse(address ?? '');
  return {
    ...blank,
    name: textOf(member(root, 'info'), 'title'),
    url: url !== null && /^https?:$/.test(url.protocol) ? url.origin : null,
    release: releaseOf(document, found),
    signUp: signUp === undefined ? null : callOf(document, signUp, 'account'),
    signIn: signInOf(document, found),
    signOut: signOut === undefined ? null : { method: signOut.method, path: signOut.path },
    remove: remove === undefined ? null : { method: 'DELETE', path: remove.path },
    book: book === undefined ? null : callOf(document, book, 'thing'),
    factors: factorsOf(
      [signUp, book].flatMap((one) =>
        one === undefined ? [] : (bodyFields(document, one.node)?.fields ?? []),
      ),
    ),
    surfaces: {
      lines: [`...(await fromOpenApi(new URL(${textLiteral(as)}, import.meta.url))),`],
      imports: ['fromOpenApi'],
    },
  };
}

function operations(document: OpenApiDocument): Found[] {
  const all = operationsOf(document, {});
  const entries = entriesOf(document);
  return all.flatMap((operation, index) => {
    const node = entries[index]?.node ?? null;
    return 'why' in operation || node === null ? [] : [{ operation, node }];
  });
}

function does(operation: Operation, method: string, called: RegExp): boolean {
  return operation.method === method && endsLike(operation, called);
}

function endsLike({ method, path }: Operation, called: RegExp): boolean {
  return method !== 'GET' && called.test(path.split('/').at(-1) ?? '');
}

function hasPassword(fields: readonly BodyField[] | undefined): boolean {
  return fields?.some(({ name }) => /pass/i.test(name)) === true;
}

function callOf(
  document: OpenApiDocument,
  { operation, node }: Found,
  of: 'account' | 'thing',
): DraftCall {
  const { as, fields } = bodyFields(document, node) ?? { as: 'json' as const, fields: [] };
  const given = answerFields(document, operation);
  return {
    path: operation.path,
    as,
    fields: fields
      .filter(({ name, required }) => required || valueOf(name, textKind, of) !== null)
      .map(({ name, kind }) => ({ name, code: valueOf(name, kind, of) })),
    id: given.find((name) => name === 'id') ?? given.find((name) => /id$/i.test(name)) ?? null,
  };
}

function factorsOf(fields: readonly BodyField[]): Draft['factors'] {
  const factors = fields.filter(({ kind }) => isFactor(kind));
  return factors.length === 0
    ? null
    : Object.fromEntries(factors.map(({ name, kind }) => [name, kind.levels]));
}

/** Of what need not be sent, only that which takes text or is a detail of a person. */
const textKind = { type: 'string', format: '', value: null, levels: [] };

function signInOf(document: OpenApiDocument, found: readonly Found[]): DraftSignIn | null {
  for (const { operation, node } of found) {
    if (!does(operation, 'POST', deeds.signIn)) continue;
    const body = bodyFields(document, node);
    const password = body?.fields.find(({ name }) => /pass/i.test(name))?.name;
    if (body === null || password === undefined) continue;
    const user =
      body.fields.find(({ name }) => /mail|user|login|name/i.test(name))?.name ?? 'email';
    const token = answerFields(document, operation).find((name) => tokenNames.test(name)) ?? null;
    return { kind: 'password', path: operation.path, as: body.as, user, password, token };
  }
  const root = rootOf(document);
  const schemes = [
    ...members(member(member(root, 'components'), 'securitySchemes')),
    ...members(member(root, 'securityDefinitions')),
  ].flatMap(({ node }) => followed(document, node));
  for (const scheme of schemes) {
    const type = textOf(scheme, 'type');
    const tokenUrl = textOf(member(member(scheme, 'flows'), 'clientCredentials'), 'tokenUrl');
    const path = tokenUrl === null ? null : URL.parse(tokenUrl, 'http://base.invalid');
    if (path !== null) return { kind: 'client', path: path.pathname };
    if (type === 'basic' || (type === 'http' && /^basic$/i.test(textOf(scheme, 'scheme') ?? '')))
      return { kind: 'basic' };
    if (type === 'apiKey' && textOf(scheme, 'in') === 'header')
      return { kind: 'key', header: (textOf(scheme, 'name') ?? 'x-api-key').toLowerCase() };
  }
  return null;
}

function releaseOf(document: OpenApiDocument, found: readonly Found[]): Draft['release'] {
  const operation = found.find(
    ({ operation: { method, path } }) =>
      method === 'GET' && deeds.release.test(path.split('/').at(-1) ?? ''),
  )?.operation;
  if (operation === undefined) return null;
  const field = answerFields(document, operation).find((name) =>
    /release|version|build/i.test(name),
  );
  return { path: operation.path, field: field ?? null };
}

/** The fields of what an operation answers when it succeeds. */
function answerFields(document: OpenApiDocument, { answers }: Operation): string[] {
  const good = answers.find(({ status }) => status.startsWith('2'));
  const schema = good?.contents.find(({ type }) => /json/.test(type))?.schema ?? null;
  return schema === null ? [] : [...propertiesOf(document, schema).keys()];
}

function followed(document: OpenApiDocument, node: Node): Node[] {
  try {
    return [follow(document, node)];
  } catch (error) {
    if (error instanceof BrokenReference) return [];
    throw error;
  }
}

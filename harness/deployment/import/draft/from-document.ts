import { member, rootOf, textOf } from '../open-api/document.ts';
import type { OpenApiDocument } from '../open-api/document.ts';
import { entriesOf } from '../open-api/entries.ts';
import { surfacesIn } from '../open-api/from-open-api.ts';
import { textLiteral } from '../../text-literal.ts';
import { bodyFields, type BodyField } from './body-fields.ts';
import { blank, type Draft, type DraftCall } from './draft.ts';
import { answerFields, does, endsLike, foundOperations, type Found } from './found.ts';
import { deeds } from './names.ts';
import { secondFactorIn } from './second-factor-in.ts';
import { passwordSignIn, signInOf } from './sign-in-of.ts';
import { isFactor, valueOf } from './value-of.ts';

/**
 * Drafts a definition from an OpenAPI document. By names that services usually give, it finds how accounts sign up, in
 * and out, how a consultation is booked, and where the release stands.
 * @param as the path of the document, relative to the definition
 */
export function draftFromDocument(document: OpenApiDocument, as: string): Draft {
  const root = rootOf(document);
  const found = foundOperations(document);
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
    secondFactor: secondFactorIn(document, found),
    signOut: signOut === undefined ? null : { method: signOut.method, path: signOut.path },
    remove: remove === undefined ? null : { method: 'DELETE', path: remove.path },
    book: book === undefined ? null : callOf(document, book, 'thing'),
    factors: factorsOf([
      ...[signUp, book].flatMap((one) =>
        one === undefined ? [] : (bodyFields(document, one.node)?.fields ?? []),
      ),
      ...(passwordSignIn(document, found)?.choices ?? []),
    ]),
    surfaces: {
      lines: [`...(await fromOpenApi(new URL(${textLiteral(as)}, import.meta.url))),`],
      imports: ['fromOpenApi'],
      needs: found.length === 0 ? [] : neededIn(document),
    },
  };
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
  // A path such as `/visits/{ref}` gives the name of a visit's id.
  const names = new Set(entriesOf(document).map(({ path }) => path));
  return {
    path: operation.path,
    as,
    fields: fields
      .filter(({ name, required }) => required || valueOf(name, textKind, of) !== null)
      .map(({ name, kind }) => ({ name, code: valueOf(name, kind, of) })),
    id:
      given.find((name) => name === 'id') ??
      given.find((name) => names.has(`${operation.path}/{${name}}`)) ??
      given.find((name) => /id$/i.test(name)) ??
      null,
  };
}

function neededIn(document: OpenApiDocument): string[] {
  return surfacesIn(document, {}).flatMap((one) => ('path' in one ? one.needs : []));
}

function factorsOf(fields: readonly BodyField[]): Draft['factors'] {
  const factors = fields.filter(({ kind }) => isFactor(kind));
  return factors.length === 0
    ? null
    : Object.fromEntries(factors.map(({ name, kind }) => [name, kind.levels]));
}

/** Optional fields are sent only if they take text or a detail of the persona: this kind stands for text. */
const textKind = { type: 'string', format: '', value: null, levels: [] };

/**
 * Finds the operation that tells the release: one that is called so, or else one of information with such a field. What
 * speaks of maintenance, errors or administration does not tell it.
 */
function releaseOf(document: OpenApiDocument, found: readonly Found[]): Draft['release'] {
  const candidates = found
    .map(({ operation }) => operation)
    .filter(({ method, path }) => {
      const last = path.split('/').at(-1) ?? '';
      return method === 'GET' && deeds.release.test(last) && !notOfRelease.test(path);
    })
    .map((operation) => {
      const field = answerFields(document, operation).find((name) =>
        /release|version|build/i.test(name),
      );
      return { path: operation.path, field: field ?? null };
    });
  const isCalledSo = ({ path }: { path: string }) => !/(?:info|status)$/i.test(path);
  return candidates.find(isCalledSo) ?? candidates.find(({ field }) => field !== null) ?? null;
}

const notOfRelease = /maintenance|error|admin|[{}]/i;

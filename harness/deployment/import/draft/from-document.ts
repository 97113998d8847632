import { member, rootOf, textOf } from '../open-api/document.ts';
import type { OpenApiDocument } from '../open-api/document.ts';
import { surfacesIn } from '../open-api/from-open-api.ts';
import { bindingName } from '../../binding-name.ts';
import { textLiteral } from '../../text-literal.ts';
import { bodyFields, type BodyField } from './body-fields.ts';
import { blank, type Draft, type DraftCall } from './draft.ts';
import { fieldsOf, lastWord } from './fields-of.ts';
import { answerPlaces, does, foundOperations, type Found } from './found.ts';
import { deeds, signsOut } from './names.ts';
import { lastKey, placeOfId } from './places.ts';
import { secondFactorIn } from './second-factor-in.ts';
import { passwordSignIn, signInOf } from './sign-in-of.ts';
import { serverAddress } from './server-address.ts';
import { uploadsOf } from './uploads-of.ts';
import { isFactor } from './value-of.ts';

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
  const signIn = signInOf(document, found);
  const booking = posts(deeds.book);
  const ofBooking = booking === undefined ? null : callOf(document, booking, 'thing');
  const known = [signUp, booking].flatMap((one) => one ?? []);
  const { uploads, others } = uploadsOf(document, found, { book: ofBooking, known });
  // Where nothing is booked, a file is what an account has.
  const book = ofBooking ?? uploads.shift() ?? null;
  const signOut = found.find(({ operation: { method, path } }) =>
    signsOut(method, path),
  )?.operation;
  const remove = found.find(({ operation }) => does(operation, 'DELETE', /^me$/i))?.operation;
  return {
    ...blank,
    name: textOf(member(root, 'info'), 'title'),
    url: serverAddress(document),
    release: releaseOf(document, found),
    signUp: signUp === undefined ? null : callOf(document, signUp, 'account'),
    signIn,
    secondFactor: secondFactorIn(document, found),
    signOut: signOut === undefined ? null : { method: signOut.method, path: signOut.path },
    remove: remove === undefined ? null : { method: 'DELETE', path: remove.path },
    book,
    uploads,
    otherUploads: others,
    factors: factorsOf([
      ...[signUp, booking].flatMap((one) =>
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
  const { method, path } = operation;
  const places = answerPlaces(document, operation);
  // A path such as `/visits/{ref}` gives the name of a visit's id.
  const all = new Set(foundOperations(document).map(({ operation: each }) => each.path));
  const own = places.map(lastKey).find((name) => all.has(`${path}/{${name}}`));
  return {
    method,
    path,
    as,
    fields: fieldsOf(fields, path, of),
    id: placeOfId(places, bindingName(lastWord(path)), own),
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
      const field = answerPlaces(document, operation).find((place) =>
        /release|version|build/i.test(lastKey(place)),
      );
      return { path: operation.path, field: field ?? null };
    });
  const isCalledSo = ({ path }: { path: string }) => !/(?:info|status)$/i.test(path);
  return candidates.find(isCalledSo) ?? candidates.find(({ field }) => field !== null) ?? null;
}

const notOfRelease = /maintenance|error|admin|[{}]/i;

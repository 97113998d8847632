import { member, rootOf, textOf } from '../open-api/document.ts';
import type { OpenApiDocument } from '../open-api/document.ts';
import { surfacesIn } from '../open-api/from-open-api.ts';
import { textLiteral } from '../../text-literal.ts';
import { bodyFields, type BodyField } from './body-fields.ts';
import { callOf } from './call-of.ts';
import { blank, type Draft } from './draft.ts';
import { answerPlaces, does, foundOperations, type Found } from './found.ts';
import { type Asked } from './name-of-id.ts';
import { deeds, isOfRelease } from './names.ts';
import { lastKey } from './places.ts';
import { secondFactorIn } from './second-factor-in.ts';
import { passwordSignIn, signInOf } from './sign-in-of.ts';
import { serverAddress } from './server-address.ts';
import { signOutOf } from './sign-out-of.ts';
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
  const asked = found.length === 0 ? { paths: [], needs: [] } : askedIn(document);
  const posts = (called: RegExp) => found.find(({ operation }) => does(operation, 'POST', called));
  const signUp = found.find(
    ({ operation, node }) =>
      does(operation, 'POST', deeds.signUp) && hasPassword(bodyFields(document, node)?.fields),
  );
  const signIn = signInOf(document, found);
  const booking = posts(deeds.book);
  const ofBooking = booking === undefined ? null : callOf(document, booking, asked, 'thing');
  const known = [signUp, booking].flatMap((one) => one ?? []);
  const { uploads, others } = uploadsOf(document, found, { book: ofBooking, known, asked });
  // Where nothing is booked, a file is what an account has.
  const book = ofBooking ?? uploads.shift() ?? null;
  const signsIn = passwordSignIn(document, found);
  const remove = found.find(({ operation }) => does(operation, 'DELETE', /^me$/i))?.operation;
  return {
    ...blank,
    name: textOf(member(root, 'info'), 'title'),
    url: serverAddress(document),
    release: releaseOf(document, found),
    signUp: signUp === undefined ? null : callOf(document, signUp, asked, 'account'),
    signIn,
    secondFactor: secondFactorIn(document, found),
    signOut: signOutOf(document, found, signsIn?.operation ?? null),
    remove: remove === undefined ? null : { method: 'DELETE', path: remove.path },
    book,
    uploads,
    otherUploads: others,
    factors: factorsOf([
      ...[signUp, booking].flatMap((one) =>
        one === undefined ? [] : (bodyFields(document, one.node)?.fields ?? []),
      ),
      ...(signsIn?.choices ?? []),
    ]),
    surfaces: {
      lines: [`...(await fromOpenApi(new URL(${textLiteral(as)}, import.meta.url))),`],
      imports: ['fromOpenApi'],
      needs: asked.needs,
    },
  };
}

function hasPassword(fields: readonly BodyField[] | undefined): boolean {
  return fields?.some(({ name }) => /pass/i.test(name)) === true;
}

function askedIn(document: OpenApiDocument): Asked {
  const surfaces = surfacesIn(document, {}).filter((one) => 'path' in one);
  return { paths: surfaces.map(({ path }) => path), needs: surfaces.flatMap(({ needs }) => needs) };
}

function factorsOf(fields: readonly BodyField[]): Draft['factors'] {
  const factors = fields.filter(({ kind }) => isFactor(kind));
  return factors.length === 0
    ? null
    : Object.fromEntries(factors.map(({ name, kind }) => [name, kind.levels]));
}

/**
 * Finds the operation that tells the release: one that is called so, or else one of information with such a field.
 */
function releaseOf(document: OpenApiDocument, found: readonly Found[]): Draft['release'] {
  const candidates = found
    .map(({ operation }) => operation)
    .filter(({ method, path }) => method === 'GET' && isOfRelease(path))
    .map((operation) => {
      const field = answerPlaces(document, operation).find((place) =>
        /release|version|build/i.test(lastKey(place)),
      );
      return { path: operation.path, field: field ?? null };
    });
  const isCalledSo = ({ path }: { path: string }) => !/(?:info|status)$/i.test(path);
  return candidates.find(isCalledSo) ?? candidates.find(({ field }) => field !== null) ?? null;
}

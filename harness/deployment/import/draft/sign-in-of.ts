import { BrokenReference, follow, member, members, rootOf, textOf } from '../open-api/document.ts';
import type { Node, OpenApiDocument } from '../open-api/document.ts';
import { bodyFields } from './body-fields.ts';
import type { DraftSignIn, TokenHeader } from './draft.ts';
import { alwaysAnswers, answerPlaces, does, type Found } from './found.ts';
import { deeds, tokenNames } from './names.ts';
import { lastKey, type Place } from './places.ts';
import { type FieldKind, isFactor, valueOf } from './value-of.ts';

/** Finds the operation that takes a password, with its fields and the factors among them (client, device). */
export function passwordSignIn(document: OpenApiDocument, found: readonly Found[]) {
  for (const { operation, node } of found) {
    if (!does(operation, 'POST', deeds.signIn)) continue;
    const body = bodyFields(document, node);
    const password = body?.fields.find(({ name }) => /pass/i.test(name))?.name;
    if (body === null || password === undefined) continue;
    const user = body.fields.find(({ name }) => /mail|user|login|name/i.test(name))?.name;
    const more = body.fields.filter(({ name }) => name !== password && name !== user);
    const choices = more.filter(({ name, kind }) => isFactor(kind) && !grant.test(name));
    return { operation, as: body.as, password, user: user ?? 'email', more, choices };
  }
  return null;
}

/** Finds how an account signs in: with a password, or else by the security scheme of the document. */
export function signInOf(document: OpenApiDocument, found: readonly Found[]): DraftSignIn | null {
  const how = passwordSignIn(document, found);
  if (how !== null) {
    const { operation, as, user, password, choices } = how;
    const more = how.more
      .filter((field) => field.required || choices.includes(field))
      .map(({ name, kind }) => ({ name, code: sentToSignIn(name, kind) }));
    const token = tokenAmong(answerPlaces(document, operation));
    const orCookie =
      token !== null &&
      !alwaysAnswers(document, operation, token) &&
      schemesOf(document).some((scheme) => textOf(scheme, 'in') === 'cookie');
    return {
      kind: 'password',
      page: null,
      path: operation.path,
      as: as === 'bytes' ? 'json' : as,
      user,
      password,
      more,
      token,
      header: tokenHeader(document),
      orCookie,
    };
  }
  for (const scheme of schemesOf(document)) {
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

/** The place of a token for later requests: the first that is called so, or whose object is. */
export function tokenAmong(places: readonly Place[]): Place | null {
  return (
    places.find((place) => tokenNames.test(lastKey(place))) ??
    places.find(
      (place) =>
        place.length > 1 &&
        tokenNames.test(place.at(-2) ?? '') &&
        /^(?:value|access)/i.test(lastKey(place)),
    ) ??
    null
  );
}

/** The header that carries the token: the one of the document's API key, where it has no other scheme. */
function tokenHeader(document: OpenApiDocument): TokenHeader {
  const schemes = schemesOf(document);
  const keys = schemes.filter((scheme) => textOf(scheme, 'type') === 'apiKey');
  const name = keys
    .filter((scheme) => textOf(scheme, 'in') === 'header')
    .map((scheme) => textOf(scheme, 'name') ?? '')[0];
  const isOnly = keys.length === schemes.length && name !== undefined && name !== '';
  if (!isOnly || /^authorization$/i.test(name)) return bearer;
  return { name: name.toLowerCase(), prefix: '' };
}

/** How most services want a token. */
export const bearer: TokenHeader = { name: 'authorization', prefix: 'Bearer ' };

/** The value of a further field of the sign-in, as code. It never is a token, because sign-in stores no data. */
function sentToSignIn(name: string, kind: FieldKind): string | null {
  if (grant.test(name)) return "'password'";
  const code = valueOf(name, kind, 'thing');
  return code?.startsWith('token(') === true ? null : code;
}

const grant = /^grant_?type$/i;

function schemesOf(document: OpenApiDocument): Node[] {
  const root = rootOf(document);
  return [
    ...members(member(member(root, 'components'), 'securitySchemes')),
    ...members(member(root, 'securityDefinitions')),
  ].flatMap(({ node }) => followed(document, node));
}

function followed(document: OpenApiDocument, node: Node): Node[] {
  try {
    return [follow(document, node)];
  } catch (error) {
    if (error instanceof BrokenReference) return [];
    throw error;
  }
}

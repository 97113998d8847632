import type { OpenApiDocument } from '../open-api/document.ts';
import type { Exchange } from '../har/exchange.ts';
import { jsonOf } from '../har/exchange.ts';
import { sentFields } from '../har/sent-fields.ts';
import { bodyFields } from './body-fields.ts';
import type { DraftSignOut } from './draft.ts';
import { answerPlaces, type Found } from './found.ts';
import { signsOut } from './names.ts';
import { lastKey, type Place, placesInValue } from './places.ts';

/**
 * Finds how an account signs out. What the request must send of the sign-in's answer (a refresh token) is kept by the
 * sign-in; the user fills in all else that it must send.
 * @param signIn the operation that signs in; null when it is unknown
 */
export function signOutOf(
  document: OpenApiDocument,
  found: readonly Found[],
  signIn: Found['operation'] | null,
): DraftSignOut | null {
  const all = found.filter(({ operation: { method, path } }) => signsOut(method, path));
  // A GET is taken only where there is nothing else.
  const how = all.find(({ operation }) => operation.method !== 'GET') ?? all[0];
  if (how === undefined) return null;
  const { method, path } = how.operation;
  const body = method === 'GET' ? null : bodyFields(document, how.node);
  const places = signIn === null ? [] : answerPlaces(document, signIn);
  const fields = (body?.fields ?? [])
    .filter(({ name, required }) => required || /refresh/i.test(name))
    .map(({ name }) => ({ name, place: placeCalled(name, places) }));
  return { method, path, as: body?.as === 'json' ? 'json' : 'form', fields };
}

function placeCalled(name: string, places: readonly Place[]): Place | null {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z\d]/g, '');
  return places.find((place) => plain(lastKey(place)) === plain(name)) ?? null;
}

/** As `signOutOf`, from a recording. */
export function recordedSignOut(
  exchanges: readonly Exchange[],
  signIn: Exchange | undefined,
): DraftSignOut | null {
  const found = exchanges.find(
    ({ method, url }) => method !== 'OPTIONS' && signsOut(method, url.pathname),
  );
  if (found === undefined) return null;
  const { as, fields } = sentFields(found);
  const given = signIn === undefined ? [] : placesInValue(jsonOf(signIn));
  return {
    method: found.method,
    path: found.url.pathname,
    as: as === 'json' ? 'json' : 'form',
    fields: fields
      .filter(({ name }) => name !== '')
      .map(({ name, value }) => ({
        name,
        place: given.find((one) => one.value === value && value !== '')?.place ?? null,
      })),
  };
}

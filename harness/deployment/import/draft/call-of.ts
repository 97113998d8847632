import { bindingName } from '../../surfaces/binding-name.ts';
import type { OpenApiDocument } from '../open-api/document.ts';
import { bodyFields } from './body-fields.ts';
import type { DraftCall } from './draft.ts';
import { fieldsOf, lastWord } from './fields-of.ts';
import { answerPlaces, foundOperations, type Found } from './found.ts';
import { type Asked, nameOfAccount, nameOfId, namesOfAccounts } from './name-of-id.ts';
import { lastKey, placeOfId } from './places.ts';

/** The operation as a request that makes an account or a thing, or what belongs to one that was booked. */
export function callOf(
  document: OpenApiDocument,
  { operation, node }: Found,
  asked: Asked,
  of: 'account' | 'thing',
  book: DraftCall | null = null,
): DraftCall {
  const { as, fields } = bodyFields(document, node) ?? { as: 'json' as const, fields: [] };
  const { method, path } = operation;
  const places = answerPlaces(document, operation);
  // A path such as `/visits/{ref}` gives the name of a visit's id.
  const all = new Set(foundOperations(document).map(({ operation: each }) => each.path));
  const own = places.map(lastKey).find((name) => all.has(`${path}/{${name}}`));
  const noun = bindingName(lastWord(path));
  return {
    method,
    path,
    as,
    fields: fieldsOf(fields, path, of, book),
    id: placeOfId(places, of === 'account' ? namesOfAccounts : [noun], own),
    called: of === 'account' ? nameOfAccount(path, asked) : (nameOfId(path, asked) ?? noun),
  };
}

import { bindingName } from '../../surfaces/binding-name.ts';
import type { Exchange } from '../har/exchange.ts';
import { jsonOf } from '../har/exchange.ts';
import type { DraftCall } from './draft.ts';
import { lastWord } from './fields-of.ts';
import { type Asked, nameOfAccount, nameOfId, namesOfAccounts } from './name-of-id.ts';
import { placeOfId, placesInValue } from './places.ts';
import { fieldsAgain } from './recorded-fields.ts';

/**
 * A recorded request as it is made again. Only names of fields are kept.
 * @param path of the address, with ids as bindings
 * @param book what was booked before, whose id a field may take. Default: nothing
 */
export function recordedCall(
  exchange: Exchange,
  path: string,
  asked: Asked,
  of: 'account' | 'thing',
  book: DraftCall | null = null,
): DraftCall {
  const places = placesInValue(jsonOf(exchange)).map(({ place }) => place);
  const noun = bindingName(lastWord(path));
  return {
    method: exchange.method,
    path,
    ...fieldsAgain(exchange, path, of, book),
    id: placeOfId(places, of === 'account' ? namesOfAccounts : [noun]),
    called: of === 'account' ? nameOfAccount(path, asked) : (nameOfId(path, asked) ?? noun),
  };
}

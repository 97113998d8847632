import type { Exchange, SentField } from '../har/exchange.ts';
import { mediaIn, sentFields } from '../har/sent-fields.ts';
import type { DraftCall, DraftField } from './draft.ts';
import { fileField } from './file-kind.ts';
import { lastWord, takesIdOf } from './fields-of.ts';
import { valueOf } from './value-of.ts';

/** Names of fields that take any text. */
const freeText =
  /reason|notes?$|topic|subject|title|description|message|comment|symptom|complaint|caption|summary|text/i;

const unknownKind = { type: '', format: '', value: null, levels: [] };

/** Whether a recorded request sent a file. */
export function sendsFile(exchange: Exchange): boolean {
  return sentFields(exchange).fields.some(
    ({ value, file }) => file !== null || mediaIn(value) !== null,
  );
}

/**
 * How a recorded request's fields are sent again. Files are made anew; texts of several words become tokens, details of
 * persons those of the persona. The user fills in what may be a choice or an id, because no recorded value but a truth
 * value is kept.
 */
export function fieldsAgain(
  exchange: Exchange,
  path: string,
  of: 'account' | 'thing',
  book: DraftCall | null,
): Pick<DraftCall, 'as' | 'fields'> {
  const { as, fields } = sentFields(exchange);
  return { as, fields: fields.map((field) => again(field, path, of, book)) };
}

function again(
  { name, value, file }: SentField,
  path: string,
  of: 'account' | 'thing',
  book: DraftCall | null,
): DraftField {
  const names = [name, ...path.split('/').toReversed()];
  const called = name === '' ? lastWord(path) : name;
  if (file !== null) {
    const types = file === '' ? [] : [file];
    return withoutDoubt(fileField(called, { as: 'bytes', types }, names));
  }
  const media = mediaIn(value);
  if (media !== null)
    return withoutDoubt(fileField(called, { as: media.as, types: [media.type] }, names));
  if (takesIdOf(book, name)) return { name, code: 'id' };
  if (of === 'account') return { name, code: valueOf(name, unknownKind, 'account') };
  return { name, code: bookedCode(name, value) };
}

/** One recorded file says what was sent once, not which types are taken. */
function withoutDoubt({ name, code, file }: DraftField): DraftField {
  return { name, code, ...(file === undefined ? {} : { file }) };
}

function bookedCode(name: string, value: unknown): string | null {
  if (typeof value === 'boolean') return String(value);
  const isFreeText = typeof value === 'string' && (/\S\s+\S/.test(value) || freeText.test(name));
  return isFreeText ? valueOf(name, { ...unknownKind, type: 'string' }, 'thing') : null;
}

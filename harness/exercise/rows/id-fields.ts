import { countsAnywhere } from '../../canaries/estimate-bits.ts';
import { memberStep } from '../scan/json-places.ts';
import { isObject } from '../state/is-object.ts';
import { fieldWrappers, isIdKey, isReference } from './row-ids.ts';
import { ownerNames, plain } from './weak-ids.ts';

/** A field of a row that may hold an id. `at`: its path in the row, without indices (`.patient.id`). */
export type IdField = { at: string; text: string };

/** Most fields of a row that are looked at, and most characters of an id. */
const [most, longest] = [50, 500];

/**
 * Finds the fields of a row that may hold an id, whatever its length: fields with an id's or an owner's name, and
 * references. Like `idsOf`, it looks into the row and one level down.
 */
export function idFieldsOf(row: unknown): IdField[] {
  const fields: IdField[] = [];
  collect(row, { at: '', key: '', depth: 1 }, fields);
  return fields;
}

type Visit = { at: string; key: string; depth: number };

function collect(value: unknown, { at, key, depth }: Visit, fields: IdField[]): void {
  if (fields.length >= most) return;
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value);
    if (text === '' || text.length > longest) return;
    // A row that is a text alone may be an id.
    const isRowItself = at === '' && /^\S+$/.test(text);
    if (isIdKey(key) || ownerNames.has(plain(key)) || isReference(text) || isRowItself)
      fields.push({ at, text });
  } else if (Array.isArray(value)) {
    for (const element of value.slice(0, most))
      if (!isObject(element)) collect(element, { at: `${at}[]`, key, depth }, fields);
  } else if (isObject(value) && depth >= 0) {
    for (const [name, member] of Object.entries(value)) {
      const inner = fieldWrappers.includes(name) ? depth : depth - 1;
      collect(member, { at: at + memberStep(name), key: name, depth: inner }, fields);
    }
  }
}

/**
 * The form of an id, equal for ids of one kind: `/visits/41` and `/visits/77` are, `/visits/41` and `/help` are not.
 * Null where the text is no id, nor a reference with one.
 */
export function formOf(text: string): string | null {
  if (moment.test(text)) return null;
  if (!isReference(text)) return isId(text) ? kindOf(text) : null;
  const steps = text.replace(/[?#].*$/, '').split(/([/:])/);
  const form = steps.map((step) => (isId(step) ? '{}' : step)).join('');
  return form.includes('{}') ? form : null;
}

/** A date or time, which has the colons of a reference. */
const moment = /^\d{4}-\d{2}-\d{2}/;

function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text) || countsAnywhere(text);
}

function kindOf(text: string): string {
  return /^\d+$/.test(text) ? 'number' : 'text';
}

/** Keys of fields, equal for those of two rows where their place and the kind of their id are the same. */
export function keysOfFields(
  fields: readonly IdField[],
  digest: (text: string) => string,
): string[] {
  return [...new Set(fields.flatMap(({ at, text }) => keyOf(at, formOf(text), digest)))].slice(
    0,
    most,
  );
}

/** The form of an address may hold a name, so that only its digest is recorded. */
function keyOf(at: string, form: string | null, digest: (text: string) => string): string[] {
  if (form === null) return [];
  return [/^(number|text)$/.test(form) ? `${at} ${form}` : `${at} ${digest(form).slice(0, 8)}`];
}

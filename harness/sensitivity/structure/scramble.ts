import { createHash } from 'node:crypto';

const lower = 'abcdefghijklmnopqrstuvwxyz';
/** A date, which a stranger's row may have like any other. */
const date = /^\d{4}-?\d\d-?\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/;

/** Whether a value is a date: it marks nobody. */
export function isDate(value: string): boolean {
  return date.test(value);
}

/** A value of nobody in the same form: digits for digits, hexadecimal letters for such, letters for letters. */
export function scramble(value: string): string {
  if (value.length < 3 || isDate(value)) return value;
  const bytes = createHash('sha256').update(`stranger ${value}`).digest();
  return value.replace(/[a-z0-9]/gi, (character, at: number) => {
    const byte = bytes[at % bytes.length] ?? 0;
    // The first digit stays one that a number may begin with.
    if (/\d/.test(character)) return at === 0 ? String(1 + (byte % 9)) : String(byte % 10);
    const letters = /[a-f]/i.test(character) ? lower.slice(0, 6) : lower.slice(6);
    const other = letters[byte % letters.length] ?? character;
    return character === character.toLowerCase() ? other : other.toUpperCase();
  });
}

/** Words of a text, but not what an escape or an entity is written with. */
const word = /(?<![&\\#%])\b[\w-]{3,}/g;

/** Makes each word of a text that is not in one's own text one of nobody. */
export function strangerWords(own: string): (text: string) => string {
  const known = new Set(own.match(word));
  return (text) => text.replace(word, (found) => (known.has(found) ? found : scramble(found)));
}

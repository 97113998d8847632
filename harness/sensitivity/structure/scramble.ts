import { createHash } from 'node:crypto';

const lower = 'abcdefghijklmnopqrstuvwxyz';
/** A date, which a stranger's row may have like any other. */
const date = /^\d{4}-?\d\d-?\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/;

/** A value of nobody in the same form: digits for digits, hexadecimal letters for such, letters for letters. */
export function scramble(value: string): string {
  if (value.length < 3 || date.test(value)) return value;
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

/** A text longer than this has a mask of its own. */
const shortText = 40;

/** Stands for any words. */
export const masked = '…';

/** The mask of a value: its kind, and whether it is empty, short or long. */
export function maskOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `"${value === '' ? '' : maskOfText(value)}"`;
    case 'number':
      return Math.abs(value) < 1000 ? '0' : `0${masked}`;
    case 'boolean':
      return 'true|false';
    default:
      return 'null';
  }
}

/** `…` for a short text, `… …` for one of more than 40 characters. */
export function maskOfText(text: string): string {
  return text.trim().length > shortText ? `${masked} ${masked}` : masked;
}

/** `… 11 more rows`, in the place of what is left out; empty where nothing is. */
export function folded(count: number, what: string): string {
  return count === 0 ? '' : `${masked} ${count} more ${what}${count === 1 ? '' : 's'}`;
}

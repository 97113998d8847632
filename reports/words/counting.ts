const numbers = new Intl.NumberFormat('en-GB');

/** `2,310`. */
export function number(value: number): string {
  return numbers.format(value);
}

/** `1 account`, `2,310 accounts`. */
export function count(value: number, singular: string, plural = `${singular}s`): string {
  return `${number(value)} ${value === 1 ? singular : plural}`;
}

/** `97 of 118`. */
export function ratio({ covered, total }: { covered: number; total: number }): string {
  return `${number(covered)} of ${number(total)}`;
}

/** `a`, `a and b`, `a, b and c`; more than `limit` end in `and 7 more`. */
export function enumerate(items: readonly string[], limit = Infinity): string {
  const shown = items.length > limit ? items.slice(0, limit) : [...items];
  if (items.length > limit) shown.push(`${number(items.length - limit)} more`);
  const last = shown.pop() ?? '';
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last;
}

/** Phrases one after the other, without those that are empty. */
export function semicolons(...phrases: readonly string[]): string {
  return phrases.filter((phrase) => phrase !== '').join('; ');
}

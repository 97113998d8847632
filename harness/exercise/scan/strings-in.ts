import { memberStep } from './json-places.ts';

/** Most texts that are taken from one JSON value. */
const mostTexts = 2000;

/** Is told the most texts that are taken, and how many there were beyond. */
export type TooMany = (most: number, count: number) => void;

/**
 * The texts in a JSON value, each with the path of its place without the indices of lists (`$.items[].title`). At most
 * 2000 are taken.
 */
export function stringsIn(json: unknown, tooMany: TooMany): { where: string; text: string }[] {
  let beyond = 0;
  const found: { where: string; text: string }[] = [];
  const walk = (value: unknown, where: string): void => {
    if (typeof value === 'string') {
      if (found.length < mostTexts) found.push({ where, text: value });
      else beyond += 1;
    } else if (Array.isArray(value)) for (const element of value) walk(element, `${where}[]`);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) walk(member, where + memberStep(key));
    }
  };
  walk(json, '$');
  if (beyond > 0) tooMany(mostTexts, beyond);
  return found;
}

import { memberStep } from './json-places.ts';

/** Most texts that are taken from one JSON value. */
const mostTexts = 2000;

/** The texts in a JSON value, each with the path of its place without the indices of lists (`$.items[].title`). */
export function stringsIn(json: unknown): { where: string; text: string }[] {
  const found: { where: string; text: string }[] = [];
  const walk = (value: unknown, where: string): void => {
    if (found.length >= mostTexts) return;
    if (typeof value === 'string') found.push({ where, text: value });
    else if (Array.isArray(value)) for (const element of value) walk(element, `${where}[]`);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) walk(member, where + memberStep(key));
    }
  };
  walk(json, '$');
  return found;
}

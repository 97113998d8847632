import type { ListPage } from '../../deployment/surfaces/surface.ts';
import { pagesByCursor } from './pages.ts';
import type { NextPages } from './pages.ts';
import { valueAt } from './value-at.ts';

/**
 * The next page by what stands at a JSON path of the answer: its address, or a cursor, which goes into the query
 * parameter that the list is known to take by this name, or that usually takes such a cursor.
 */
export function nextByPath(page: ListPage, path: string, parameters: readonly string[]): NextPages {
  const value = valueAt(page.body, path);
  if (value === undefined) return { addresses: [], sure: false };
  if (value === null || value === '' || value === false)
    return { addresses: [], sure: false, over: true, denied: true };
  if (typeof value !== 'string' && typeof value !== 'number') return { addresses: [], sure: true };
  const text = String(value);
  if (/^(https?:\/\/|[/?])/.test(text)) return { addresses: [text], sure: true };
  const name = /([\w$-]+)[\]'"]*$/.exec(path)?.[1] ?? 'cursor';
  return { addresses: pagesByCursor(page.url, name, text, parameters), sure: true, cursor: text };
}

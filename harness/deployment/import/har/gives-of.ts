import type { ExpectedKind } from '../../../domain/surface.ts';
import { rowWrappers, usualRowNames } from '../../row-names.ts';
import { jsonOf } from './exchange.ts';
import type { Exchange } from './exchange.ts';

/**
 * What an answer gives; null if it cannot hold a patient's data (scripts, styles, fonts).
 * @param bound an id stands in the address, so the answer is one thing even if it holds an array
 */
export function givesOf(exchange: Exchange, bound: boolean): ExpectedKind | 'download' | null {
  const { type, kind, headers } = exchange;
  if (/javascript|ecmascript|css|^font\/|woff|manifest|wasm/.test(type)) return null;
  if (['script', 'stylesheet', 'font', 'manifest'].includes(kind)) return null;
  if (/^(?:audio|video)\/|mpegurl|dash\+xml/.test(type)) return 'stream';
  if (type.startsWith('image/')) return 'download';
  if (/attachment/i.test(headers.get('content-disposition') ?? '')) return 'download';
  if (/pdf|zip|octet-stream|msword|officedocument/.test(type)) return 'download';
  if (/csv/.test(type)) return 'list';
  return isList(jsonOf(exchange), !bound) ? 'list' : 'read';
}

/**
 * Whether a body is a list: an array of objects, or an empty one, at the top or under a usual name.
 * `lone`: the only array of a small object counts too.
 */
function isList(body: unknown, lone: boolean, depth = 2): boolean {
  if (Array.isArray(body)) return body.every((row) => typeof row === 'object' && row !== null);
  if (typeof body !== 'object' || body === null || depth === 0) return false;
  const fields = Object.entries(body);
  const arrays = fields.filter(([, value]) => Array.isArray(value));
  const usual = arrays.find(([name]) => usualRowNames.includes(name));
  const only = lone && arrays.length === 1 && fields.length <= fewFields ? arrays[0] : undefined;
  const rows = usual ?? only;
  if (rows !== undefined) return isList(rows[1], lone);
  return fields.some(
    ([name, value]) =>
      (rowWrappers.includes(name) || fields.length === 1) && isList(value, lone, depth - 1),
  );
}

/** Most fields of an object that counts as a list. Beside its rows, a list has only a few, such as a total. */
const fewFields = 4;

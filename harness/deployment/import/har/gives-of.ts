import type { ExpectedKind } from '../../../domain/surfaces/surface.ts';
import { kindByExtension } from '../kinds/by-extension.ts';
import { listInShape, type Origin } from '../kinds/list-in-shape.ts';
import { shapeOfValue } from '../kinds/shape.ts';
import { jsonOf } from './exchange.ts';
import type { Exchange } from './exchange.ts';

/** What an answer gives. `items`: the JSON path of a list's rows, where it is not obvious. */
export type Given = { gives: ExpectedKind | 'download'; items?: string };

/** Tells what an answer gives; null if it cannot hold a patient's data (scripts, styles, fonts). */
export function givesOf(exchange: Exchange, origin: Origin): Given | null {
  const { type, kind, headers, url } = exchange;
  if (/javascript|ecmascript|css|^font\/|woff|manifest|wasm/.test(type)) return null;
  if (['script', 'stylesheet', 'font', 'manifest'].includes(kind)) return null;
  if (/^(?:audio|video)\/|mpegurl|dash\+xml/.test(type)) return { gives: 'stream' };
  if (type.startsWith('image/')) return { gives: 'download' };
  const byName = kindByExtension(url.pathname);
  const isUntold = type === '' || /octet-stream/.test(type);
  if (isUntold && byName !== null) return { gives: byName };
  if (/attachment/i.test(headers.get('content-disposition') ?? '')) return { gives: 'download' };
  if (/pdf|zip|octet-stream|msword|officedocument/.test(type)) return { gives: 'download' };
  if (/csv/.test(type)) return { gives: 'list' };
  const found = listInShape(shapeOfValue(jsonOf(exchange)), origin);
  if (found === null) return { gives: 'read' };
  return { gives: 'list', ...(found.isObvious ? {} : { items: found.path }) };
}

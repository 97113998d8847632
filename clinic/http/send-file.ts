import { openAsBlob } from 'node:fs';
import type { Context } from 'hono';
import { parseRange } from './range.ts';

/** Sends a file or the part of it that was asked for. `tag` changes whenever the file does. */
export async function sendFile(
  context: Context,
  file: { path: string; contentType: string; tag: string },
): Promise<Response> {
  const blob = await openAsBlob(file.path);
  const tag = `"${file.tag}"`;
  context.header('accept-ranges', 'bytes');
  context.header('etag', tag);
  const condition = context.req.header('if-range');
  const wanted = condition === undefined || condition === tag;
  const range = parseRange(wanted ? context.req.header('range') : undefined, blob.size);
  if (range === 'unsatisfiable') {
    return context.body(null, 416, { 'content-range': `bytes */${blob.size}` });
  }
  const { start, end } = range ?? { start: 0, end: blob.size - 1 };
  const part = blob.slice(start, end + 1);
  context.header('content-type', file.contentType);
  context.header('content-length', String(part.size));
  if (range !== undefined) context.header('content-range', `bytes ${start}-${end}/${blob.size}`);
  // A blob is read as it is sent, so that HEAD, which sends nothing, reads nothing.
  return context.body(part.stream(), range === undefined ? 200 : 206);
}

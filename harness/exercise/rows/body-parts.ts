import { parseJson } from '../scan/body-json.ts';
import { parseLines } from './body-lines.ts';

/** Types of parts that may hold several rows, and are not read: pages, whole answers of HTTP (OData’s batches), parts of parts. */
const mayHoldRows = /^(?:multipart\/|message\/|application\/http\b)|html|xml|json|csv|separated/i;

/**
 * Parses a body of several parts (`multipart/mixed`, `multipart/form-data`; RFC 2046): of each the value of its JSON or of
 * its lines, or else its name and its text. Returns undefined for any other content type, where the last boundary is
 * missing or further parts follow it, and where a part may hold rows that are not read.
 */
export function parseParts(body: Buffer, contentType: string): unknown[] | undefined {
  const [, quoted, plain] =
    /^\s*multipart\/[\w-]+\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
      contentType.slice(0, 500),
    ) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const parts: string[][] = [];
  let isOver = false;
  // A boundary is a whole line. What stands before the first and after the last is for no reader.
  for (const line of body.toString('utf8').split('\n')) {
    const text = line.trimEnd();
    const isLast = text === `--${boundary}--`;
    if (isLast || text === `--${boundary}`) {
      if (isOver) return undefined;
      isOver = isLast;
      if (!isLast) parts.push([]);
    } else if (!isOver) parts.at(-1)?.push(line.replace(/\r$/, ''));
  }
  const values = parts.map(valueOf);
  return isOver && !values.includes(undefined) ? values : undefined;
}

function valueOf(lines: readonly string[]): unknown {
  const empty = lines.indexOf('');
  const end = empty < 0 ? lines.length : empty;
  const head = lines.slice(0, end).join('\n');
  const text = lines
    .slice(end + 1)
    .join('\n')
    .trimEnd();
  const type = /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? '';
  const bytes = Buffer.from(text);
  const value = parseLines(bytes, type) ?? parseJson(bytes, type);
  if (value !== undefined || mayHoldRows.test(type)) return value;
  const [, name = ''] = /^content-disposition:.*?\bname="([^"]*)"/im.exec(head) ?? [];
  return { name, text };
}

import { parse } from 'csv-parse/sync';
import { parseJson } from '../scan/body-json.ts';

/**
 * Parses a body with one row per line: CSV (RFC 4180) with a header, whose rows become objects, or JSON lines.
 * Returns undefined when the content type is neither, or the body cannot be parsed as its content type.
 */
export function parseLines(body: Uint8Array, contentType: string): unknown[] | undefined {
  const read = /\b(csv|tab-separated-values)\b/i.test(contentType)
    ? parseCsv
    : /\b(x-)?(ndjson|jsonl|jsonlines)\b/i.test(contentType)
      ? parseJsonLines
      : null;
  if (read === null) return undefined;
  return read(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
}

function parseCsv(text: string): unknown[] | undefined {
  try {
    return parse(text, {
      bom: true,
      columns: namesOf,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch {
    return undefined;
  }
}

/** Throws when the first line is no header: as a header, a row of data would not be judged. */
function namesOf(cells: string[]): string[] {
  const names = cells.map((cell) => cell.trim());
  const isHeader =
    new Set(names).size === names.length &&
    names.every((name) => /^(?:\p{L}[^@\n]{0,80}|#)$/u.test(name));
  if (!isHeader) throw new Error('no header');
  return names;
}

function delimiterOf(text: string): string {
  const header = text.slice(0, 5000).split('\n', 1)[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function parseJsonLines(text: string): unknown[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const rows = lines.map((line) => parseJson(Buffer.from(line), 'json'));
  return rows.includes(undefined) ? undefined : rows;
}

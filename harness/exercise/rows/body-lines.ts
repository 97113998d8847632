import { parse } from 'csv-parse/sync';
import { parseCalendar } from './body-calendar.ts';
import { parseJson } from '../scan/body-json.ts';

/**
 * Parses a body of lines: CSV (RFC 4180) with a header, whose rows become objects, JSON lines, or a calendar.
 * Returns undefined when the content type is none of these, or the body cannot be parsed as its content type.
 */
export function parseLines(body: Uint8Array, contentType: string): unknown[] | undefined {
  const read = /\b(csv|tab-separated-values)\b/i.test(contentType)
    ? parseCsv
    : /\b(x-)?(ndjson|jsonl|jsonlines)\b/i.test(contentType)
      ? parseJsonLines
      : /\btext\/(x-)?calendar\b/i.test(contentType)
        ? parseCalendar
        : null;
  if (read === null) return undefined;
  return read(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
}

function parseCsv(text: string): unknown[] | undefined {
  // Spreadsheets begin a file with a byte order mark, and some with a line that names the delimiter: `sep=;`.
  const [, named, body = ''] = /^\uFEFF?(?:sep=([^\r\n])\r?\n)?([^]*)$/i.exec(text) ?? [];
  let lines: string[][];
  try {
    lines = parse(body, {
      delimiter: named ?? delimiterOf(body),
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch {
    return undefined;
  }
  const [header = [], ...rows] = lines;
  const names = header.map((cell) => cell.trim());
  return isHeader(names, rows) ? rows.map((cells) => rowOf(names, cells)) : undefined;
}

/** Whether the first line names columns: as a header, a row of data would not be judged. */
function isHeader(names: readonly string[], rows: readonly string[][]): boolean {
  const isNumbering = (name: string) => /^(#|№)/.test(name);
  const plain = names.filter((name) => name !== '' && !isNumbering(name));
  if (plain.length === 0 || !plain.every((name) => /^\p{L}[^@\n]{0,80}$/u.test(name))) return false;
  const isWhole = new Set(names).size === names.length && !names.includes('');
  if (isWhole || names.some(isNumbering)) return true;
  // Names that are missing or stand twice may be data: they are none where a column of theirs holds digits and its name does not.
  return (
    rows.length > 0 &&
    names.some(
      (name, index) => !/\d/.test(name) && rows.every((cells) => /\d/.test(cells[index] ?? '')),
    )
  );
}

/** A row as an object: a column without a name has its number, and columns of one name are a list. */
function rowOf(names: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const columns = Map.groupBy(cells.keys(), (index) => names[index] || `column ${index + 1}`);
  return Object.fromEntries(
    [...columns].map(([name, indices]) => {
      const values = indices.map((index) => cells[index] ?? '');
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
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

import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { UsageError } from '../../domain/errors.ts';

/** One account as a CSV file holds it; empty cells are left out. */
export type CsvEntry = {
  role?: string;
  cohort: Record<string, string>;
  credentials: Record<string, string>;
  ids: Record<string, string>;
};

/** What the parser found wrong, in words: its own quote the text, and passwords are in it. */
const faults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and not closed',
  CSV_INVALID_CLOSING_QUOTE:
    'something follows a closing quote (write a quote within a value twice: "")',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a value (put the whole value in quotes)',
};

const record = z.object({
  record: z.array(z.string()),
  info: z.looseObject({ lines: z.number() }),
});

/**
 * Reads accounts from CSV: a header line that names the columns (`role`, `cohort.region`, `credentials.email`,
 * `ids.patient`), then a line an account. `,`, `;` or tab, whichever the header has; a byte order mark, CRLF and
 * quotes are fine. `line` is where a row begins. Throws a UsageError that
 * names line and column, and never a value.
 */
export function parsePoolCsv(text: string, file: string): { line: number; entry: CsvEntry }[] {
  const [header, ...rows] = readRows(text, file);
  if (header === undefined) return [];
  const columns = header.values.map((name, index) =>
    readColumn(name.trim(), index, header.line, file),
  );
  refuseTwice(columns, file);
  return rows.map(({ values, line }) => {
    if (values.length !== columns.length) {
      throw new UsageError(
        `${file}, line ${line}: it has ${values.length} values, and the header has ${columns.length} columns`,
        'Put values that hold the delimiter in quotes, and leave cells empty rather than out.',
      );
    }
    const entry: CsvEntry = { cohort: {}, credentials: {}, ids: {} };
    columns.forEach(({ group, name }, index) => {
      const value = values[index]?.trim() ?? '';
      if (value === '') return;
      if (group === 'role') entry.role = value;
      else entry[group][name] = value;
    });
    return { line, entry };
  });
}

type Column = { group: 'role' | 'cohort' | 'credentials' | 'ids'; name: string };

function readColumn(title: string, index: number, line: number, file: string): Column {
  if (title === 'role') return { group: 'role', name: '' };
  const [, group, name] = /^(cohort|credentials|ids)\.([^\s.]+)$/.exec(title) ?? [];
  if ((group === 'cohort' || group === 'credentials' || group === 'ids') && name !== undefined)
    return { group, name };
  // A file without a header has a password where a title should be: it is not quoted.
  throw new UsageError(
    `${file}, line ${line}, column ${index + 1}: the header names no column that is known`,
    'Name it role, cohort.<factor>, credentials.<name> or ids.<name>, e.g. credentials.email.',
  );
}

function refuseTwice(columns: readonly Column[], file: string): void {
  const titles = columns.map(({ group, name }) => (group === 'role' ? group : `${group}.${name}`));
  const twice = titles.find((title, index) => titles.indexOf(title) !== index);
  if (twice !== undefined)
    throw new UsageError(`${file}: there are two columns ${twice}`, 'Keep one of them.');
}

function readRows(text: string, file: string): { line: number; values: string[] }[] {
  const first = text.split('\n', 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].find((one) => first.includes(one)) ?? ',';
  let parsed: unknown;
  try {
    parsed = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    });
  } catch (error) {
    const lines = error instanceof CsvError ? Number(error['lines']) : Number.NaN;
    const place = Number.isNaN(lines) ? '' : `, line ${lines}`;
    const fault = error instanceof CsvError ? faults[error.code] : undefined;
    throw new UsageError(
      `the accounts file ${file}${place} is not CSV: ${fault ?? 'it could not be read'}`,
      'Mend that line, or write the file as JSON.',
    );
  }
  return z
    .array(record)
    .parse(parsed)
    .map(({ record: values, info }) => ({
      // The parser tells where a record ends; values may hold line breaks.
      line: info.lines - values.join('').split('\n').length + 1,
      values,
    }));
}

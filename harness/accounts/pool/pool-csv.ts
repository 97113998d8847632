import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { UsageError } from '../../domain/errors.ts';

/** An account as in a CSV file, without its empty cells. */
export type CsvEntry = {
  role?: string;
  cohort: Record<string, string>;
  credentials: Record<string, string>;
  ids: Record<string, string>;
};

/** Messages for errors of the parser, whose own messages quote the text, which holds passwords. */
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
 * Reads accounts from CSV: a header that names the columns (`role`, `cohort.region`, `credentials.email`,
 * `ids.patient`), then a row for each account. The delimiter is `,`, `;` or a tab, as in the header. A byte order mark,
 * CRLF and quotes are allowed. Throws a UsageError that names line and column, and never a value.
 * @returns the accounts, each with the number of the line where its row begins
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
  // The message does not quote the title, because a file without a header has a password there.
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
      // The parser gives the line where a record ends. Its values may hold line breaks.
      line: info.lines - values.join('').split('\n').length + 1,
      values,
    }));
}

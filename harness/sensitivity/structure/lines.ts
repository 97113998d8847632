import { namesAnId } from './names-an-id.ts';
import { strangerWords } from './scramble.ts';
import type { Format } from './format.ts';

/** Most ids that are sought in a whole answer. */
const mostSought = 100;

/**
 * Answers in lines, such as CSV and calendars: a row is the first run of lines that only one of the two has, with all
 * lines from the `BEGIN:` before it to the `END:` after it where there are any.
 */
export const lines: Format = {
  reads: (text) => text.trim() !== '' && !text.includes('\0'),
  withRow(own, other) {
    const row = rowOnlyIn(other, own);
    if (row === null) return null;
    const mine = own.split(lineEnd);
    const last = lastRowEnd(mine, row);
    // An empty answer has no line ends of its own.
    return joined(mine.toSpliced(last, 0, ...row.lines), own.includes('\n') ? own : other);
  },
  withoutRow(own, other) {
    const row = rowOnlyIn(own, other);
    if (row === null) return null;
    return joined(own.split(lineEnd).toSpliced(row.from, row.lines.length), own);
  },
  strangers: (own, other) => strangerWords(own)(other),
  withValue: () => null,
  withId(own, other, again) {
    const [rows, theirs] = [own.split('\n'), other.split('\n')];
    const [later, mine, shared] = [new Set(again.split('\n')), new Set(rows), new Set(theirs)];
    const idsInTheirs = idsBelow(theirs[0] ?? '');
    const strange = theirs.filter((line) => !mine.has(line)).flatMap(idsInTheirs);
    const foreign = [...new Set(strange)].slice(0, mostSought).find((id) => !own.includes(id));
    if (foreign === undefined) return null;
    const idsIn = idsBelow(rows[0] ?? '');
    for (const [at, row] of rows.entries()) {
      const [id] = shared.has(row) || !later.has(row) ? [] : idsIn(row);
      if (id !== undefined)
        return rows
          .with(
            at,
            row.replace(id, () => foreign),
          )
          .join('\n');
    }
    return null;
  },
  withRecord: () => null,
};

/** What identifies the thing of a line: after `UID:`, or in a column whose name in the first line says so. */
function idsBelow(head: string): (line: string) => string[] {
  const separator = /[,;\t]/.exec(head)?.[0];
  const columns = (separator === undefined ? [] : head.split(separator)).flatMap((name, column) =>
    namesAnId(unquoted(name)) ? [column] : [],
  );
  return (line) => {
    const [, uid] = /^UID:\s*(\S+)/i.exec(line) ?? [];
    if (uid !== undefined) return [uid];
    if (separator === undefined || head === line || columns.length === 0) return [];
    const cells = line.split(separator);
    return columns.map((column) => unquoted(cells[column] ?? '')).filter((cell) => cell !== '');
  };
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1');
}

const lineEnd = /\r?\n/;

/** One text, with the line ends of another. */
function joined(all: readonly string[], like: string): string {
  return all.join(like.includes('\r\n') ? '\r\n' : '\n');
}

type Row = { from: number; lines: readonly string[]; isBlock: boolean };

function rowOnlyIn(one: string, other: string): Row | null {
  const all = one.split(lineEnd);
  const known = new Set(other.split(lineEnd));
  const first = all.findIndex((line) => line.trim() !== '' && !known.has(line));
  if (first < 0) return null;
  const begin = all.slice(0, first + 1).findLastIndex((line) => /^BEGIN:/i.test(line.trim()));
  const kind = all[begin]?.trim().slice('BEGIN:'.length) ?? '';
  const isInnermost = begin >= 0 && !/^VCALENDAR$/i.test(kind);
  const end = isInnermost
    ? all.findIndex((line, index) => index > first && line.trim() === `END:${kind}`)
    : -1;
  return end < 0
    ? { from: first, lines: all.slice(first, first + 1), isBlock: false }
    : { from: begin, lines: all.slice(begin, end + 1), isBlock: true };
}

/** Where a row may be put: behind the last block of its kind, or before the last closing line, or at the end. */
function lastRowEnd(mine: readonly string[], { lines: row, isBlock }: Row): number {
  const closing = row.at(-1)?.trim();
  const last = isBlock ? mine.findLastIndex((line) => line.trim() === closing) : -1;
  if (last >= 0) return last + 1;
  const end = mine.findLastIndex((line) => /^END:/i.test(line.trim()));
  if (isBlock && end >= 0) return end;
  const filled = mine.findLastIndex((line) => line.trim() !== '');
  return filled + 1;
}

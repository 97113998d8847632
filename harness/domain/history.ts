import { type Attempt, parts } from './attempt.ts';
import type { Fact } from './fact.ts';
import type { HistoryRecord } from './history-record.ts';
import { parseRecord } from './parse-record.ts';
import { createSharing } from './shared-copies.ts';
import type { ShareParts } from './shared-copies.ts';

/** All that a run's workers recorded, with what is wrong with the record itself. */
export type History = {
  facts: readonly Fact[];
  attempts: readonly Attempt[];
  /** Missing or unclosed files, lines that do not parse, in words: each makes the run inconclusive. */
  defects: readonly string[];
};

/** One worker's file: its lines, one at a time or several. */
export type HistoryLines = {
  name: string;
  lines: AsyncIterable<string | readonly string[]> | Iterable<string>;
};

/** One worker's file as read: its records in order, how many lines it had, and what was wrong with them. */
export type HistoryFile = {
  name: string;
  records: readonly HistoryRecord[];
  lines: number;
  defects: readonly string[];
};

/** Bad lines that are named one by one; more of the same file are only counted. */
const namedLines = 5;

/** Reads one file. Empty lines are skipped, bad ones become defects; it never throws for what a line holds. */
async function readHistoryFile(file: HistoryLines, share: ShareParts): Promise<HistoryFile> {
  const records: HistoryRecord[] = [];
  const defects: string[] = [];
  let lines = 0;
  let bad = 0;
  const read = (line: string): void => {
    if (line.trim() === '') return;
    lines += 1;
    const parsed = parseRecord(line);
    if ('record' in parsed) {
      const { record } = parsed;
      records.push(record.type === 'attempt' ? share(record) : record);
    } else if (++bad <= namedLines) defects.push(`${file.name}: line ${lines} ${parsed.defect}`);
  };
  for await (const some of file.lines) {
    if (typeof some === 'string') read(some);
    else for (const line of some) read(line);
  }
  if (bad > namedLines)
    defects.push(`${file.name}: ${bad - namedLines} more lines are not records`);
  return { name: file.name, records, lines, defects };
}

/**
 * Puts the files of a run together. `expectedParts` are the parts of which at least one file must be there.
 * Whatever is missing from the record is said in `defects`.
 */
function assembleHistory(files: readonly HistoryFile[], expectedParts: readonly string[]): History {
  const facts: Fact[] = [];
  const attempts: Attempt[] = [];
  const defects: string[] = [];
  const parts = new Set<string>();
  for (const file of files) {
    defects.push(...file.defects, ...frameDefects(file));
    const first = file.records[0];
    const part = first?.type === 'opened' ? first.part : null;
    if (part !== null) parts.add(part);
    for (const record of file.records) {
      if (record.type === 'fact') facts.push(withPart(record, part));
      else if (record.type === 'attempt') attempts.push(record);
    }
  }
  for (const part of expectedParts) {
    if (!parts.has(part)) defects.push(`the history of part ${part} is missing`);
  }
  const names = new Set(files.map(({ name }) => name));
  const named = facts.flatMap((fact) => (fact.fact === 'part-ended' ? (fact.files ?? []) : []));
  for (const name of new Set(named)) {
    if (!names.has(name)) defects.push(`${name}: was written, and is missing`);
  }
  const ids = new Set<string>();
  for (const { id } of attempts) ids.add(id);
  const repeated = attempts.length - ids.size;
  if (repeated > 0) defects.push(`${repeated} attempts have the id of another attempt`);
  return { facts, attempts, defects: defects.sort() };
}

/** Reads and puts together the files of a run; see `assembleHistory`. */
export async function collectHistory(
  files: readonly HistoryLines[],
  expectedParts: readonly string[],
): Promise<History> {
  const read: HistoryFile[] = [];
  const share = createSharing();
  for (const file of files) read.push(await readHistoryFile(file, share));
  return assembleHistory(read, expectedParts);
}

function frameDefects(file: HistoryFile): string[] {
  const { name, records } = file;
  const frames = records.filter((record) => record.type === 'opened' || record.type === 'closed');
  const last = records.at(-1);
  if (records[0]?.type !== 'opened') return [`${name}: does not begin with what opened it`];
  if (last?.type !== 'closed') return [`${name}: was not closed, so its end may be missing`];
  if (frames.length !== 2) return [`${name}: was opened or closed more than once`];
  // Bad lines were written too: they are defects already, and not missing ones.
  const { lines } = file;
  return lines === last.records
    ? []
    : [`${name}: holds ${lines} records where ${last.records} were written`];
}

function withPart(fact: Fact, part: string | null): Fact {
  if (fact.fact !== 'account-created' || fact.part !== undefined) return fact;
  const madeFor = parts.find((known) => known === part) ?? 'sweep';
  return { ...fact, part: madeFor };
}

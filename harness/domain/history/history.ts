import { type Attempt, parts } from '../attempts/attempt.ts';
import type { Fact } from '../ledger/fact.ts';
import { createFileDigest } from './file-digest.ts';
import type { HistoryRecord } from './history-record.ts';
import { parseRecord } from './parse-record.ts';
import { createRepetitions } from './repetitions.ts';
import { sealOf } from './seal.ts';
import { createSharing } from './shared-copies.ts';

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

/** What the files of a history are held against. */
export type Binding = {
  /** The key of their seals (`sealKeyFrom`). Default: null, the seals are not checked. */
  sealKey?: string | null;
  /** The digest of the run's plan (`planDigest`). Default: null, it is not checked. */
  plan?: string | null;
  /** They were written with digest, seal and the plan's digest, so that none of these may be missing. Default: false. */
  sealed?: boolean;
};

/** What is known of a file once it has been read, but for its facts and attempts. */
type Frame = {
  name: string;
  first: HistoryRecord | undefined;
  last: HistoryRecord | undefined;
  /** How many records say that the file was opened or closed. */
  ends: number;
  lines: number;
  /** Digest of all bytes before the last line, in hex. */
  digest: string;
  /** The last line is no whole record, as where a process was killed while it wrote. */
  torn: boolean;
  defects: readonly string[];
};

/** Bad lines that are named one by one; more of the same file are only counted. */
const namedLines = 5;

/**
 * Reads one file, and hands on its records in order, with its part. Empty lines are skipped, bad ones become defects; it
 * never throws for what a line holds.
 */
async function readHistoryFile(
  { name, lines: source }: HistoryLines,
  handOn: (record: HistoryRecord, part: string | null) => void,
): Promise<Frame> {
  let first: HistoryRecord | undefined;
  let last: HistoryRecord | undefined;
  const defects: string[] = [];
  let ends = 0;
  let lines = 0;
  let bad = 0;
  let lastDefect: string | null = null;
  const digest = createFileDigest();
  const read = (line: string): void => {
    if (line.trim() === '') return;
    lines += 1;
    const parsed = parseRecord(line);
    lastDefect = 'record' in parsed ? null : `${name}: line ${lines} ${parsed.defect}`;
    if ('record' in parsed) {
      const { record } = parsed;
      first ??= record;
      last = record;
      if (record.type === 'opened' || record.type === 'closed') ends += 1;
      handOn(record, partOf(first));
    } else if (++bad <= namedLines && lastDefect !== null) defects.push(lastDefect);
  };
  for await (const some of source) {
    const batch = typeof some === 'string' ? [some] : some;
    digest.take(batch);
    for (const line of batch) read(line);
  }
  const torn = lastDefect !== null && last?.type !== 'closed';
  // It is said once, and not as damage.
  if (torn && defects.at(-1) === lastDefect) defects.pop();
  if (bad > namedLines) defects.push(`${name}: ${bad - namedLines} more lines are not records`);
  return { name, first, last, ends, lines, digest: digest.beforeLastLine(), torn, defects };
}

function partOf(first: HistoryRecord | undefined): string | null {
  return first?.type === 'opened' ? first.part : null;
}

/**
 * Reads the files of a run and puts them together. `expectedParts` are the parts of which at least one file must be
 * there. Whatever is missing from the record is said in `defects`.
 */
export async function collectHistory(
  files: readonly HistoryLines[],
  expectedParts: readonly string[],
  binding: Binding = {},
): Promise<History> {
  const facts: Fact[] = [];
  const attempts: Attempt[] = [];
  const defects: string[] = [];
  const present = new Set<string | null>();
  const share = createSharing();
  const isRepeated = createRepetitions();
  let repeated = 0;
  const take = (record: HistoryRecord, part: string | null): void => {
    if (record.type === 'fact') facts.push(withPart(record, part));
    if (record.type !== 'attempt') return;
    attempts.push(share(record));
    if (isRepeated(record.id)) repeated += 1;
  };
  for (const file of files) {
    const frame = await readHistoryFile(file, take);
    defects.push(...frame.defects, ...frameDefects(frame, binding));
    present.add(partOf(frame.first));
  }
  for (const part of expectedParts) {
    if (!present.has(part)) defects.push(`the history of part ${part} is missing`);
  }
  const names = new Set(files.map(({ name }) => name));
  const named = facts.flatMap((fact) => (fact.fact === 'part-ended' ? (fact.files ?? []) : []));
  for (const name of new Set(named)) {
    if (!names.has(name)) defects.push(`${name}: was written, and is missing`);
  }
  if (repeated > 0) defects.push(`${repeated} attempts have the id of another attempt`);
  return { facts, attempts: withPictures(attempts, facts), defects: defects.sort() };
}

/** Adds the names of pictures, which were taken after their attempts had been recorded. */
function withPictures(attempts: Attempt[], facts: readonly Fact[]): Attempt[] {
  const pictures = new Map(
    facts.flatMap((fact) => (fact.fact === 'pictured' ? [[fact.attempt, fact.picture]] : [])),
  );
  if (pictures.size === 0) return attempts;
  return attempts.map((attempt) => {
    const picture = pictures.get(attempt.id);
    return picture === undefined ? attempt : { ...attempt, picture };
  });
}

function frameDefects(
  frame: Frame,
  { sealKey = null, plan = null, sealed = false }: Binding,
): string[] {
  const { name, first, last, ends, lines, digest, torn } = frame;
  if (first?.type !== 'opened') return [`${name}: does not begin with what opened it`];
  if (torn)
    return [
      `${name}: ends in the middle of a record, which is left out: its process was killed, and more may be missing`,
    ];
  if (last?.type !== 'closed') return [`${name}: was not closed, so its end may be missing`];
  if (ends !== 2) return [`${name}: was opened or closed more than once`];
  // Bad lines were written too: they are defects already, and not missing ones.
  if (lines !== last.records)
    return [`${name}: holds ${lines} records where ${last.records} were written`];
  if (sealed && [last.digest, last.seal, first.plan].includes(undefined))
    return [`${name}: was changed since it was written (its digest or seal is missing)`];
  if (last.digest !== undefined && last.digest !== digest)
    return [`${name}: was changed since it was written (its digest is another)`];
  if (sealKey !== null && last.seal !== sealOf(sealKey, last))
    return [`${name}: was changed since it was written (its seal does not fit)`];
  if (plan !== null && first.plan !== undefined && first.plan !== plan)
    return [`${name}: was written for another plan: plan.json was changed since`];
  return [];
}

function withPart(fact: Fact, part: string | null): Fact {
  if (fact.fact !== 'account-created' || fact.part !== undefined) return fact;
  const madeFor = parts.find((known) => known === part) ?? 'sweep';
  return { ...fact, part: madeFor };
}

import { now } from '../../domain/clock.ts';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import type { Closed, HistoryRecord } from '../../domain/history/history-record.ts';
import { maxLineLength } from '../../domain/history/parse-record.ts';
import { planDigest } from '../../domain/history/plan-digest.ts';
import { sealOf } from '../../domain/history/seal.ts';

/** The append-only history file of one worker. */
export type HistoryFile = {
  /** Throws a UsageError when this record, or one since the last call, could not be written. */
  append(record: HistoryRecord): void;
  /** Writes what is buffered, then `closed`. Throws as `append` does. */
  close(): void;
};

const flushBytes = 64 * 1024;
const flushMs = 500;

/**
 * Creates `history/<worker>.ndjson` in the run's folder. Writes are buffered and synchronous: a flush to the page
 * cache takes microseconds, and the call that meets a full disk is the call that throws. Facts are never held back:
 * what is planted must be known even if this process is killed before the deployment has answered.
 * @param sealKey seals the file when it is closed
 */
export function openHistoryFile(
  folder: string,
  worker: string,
  part: string,
  sealKey: string,
): HistoryFile {
  const path = join(folder, 'history', `${worker}.ndjson`);
  const file = attempt(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    // Opened exclusively, because two workers of the same name would overwrite each other.
    return openSync(path, 'ax', 0o600);
  });
  let buffer = '';
  let records = 0;
  let failure: unknown = null;
  const digest = createHash('sha256');

  const flush = (): void => {
    const bytes = Buffer.from(buffer);
    buffer = '';
    digest.update(bytes);
    attempt(path, () => {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    });
  };
  const timer = setInterval(() => {
    try {
      if (buffer !== '') flush();
    } catch (error) {
      failure = error;
    }
  }, flushMs);
  timer.unref();

  const append = (record: HistoryRecord): void => {
    if (failure !== null) throw failure;
    records += 1;
    buffer += `${lineOf(record)}\n`;
    if (record.type === 'fact' || buffer.length >= flushBytes) flush();
  };
  const plan = digestOfPlan(folder);
  append({ type: 'opened', worker, part, at: now(), ...(plan === null ? {} : { plan }) });
  flush();
  return {
    append,
    close() {
      clearInterval(timer);
      try {
        if (buffer !== '') flush();
        const about = { type: 'closed', worker, at: now(), records: records + 1 } as const;
        const closed: Closed = { ...about, digest: digest.copy().digest('hex') };
        append({ ...closed, seal: sealOf(sealKey, closed) });
        flush();
      } finally {
        closeSync(file);
      }
    },
  };
}

/** The digest of the run's plan, so that judging tells a plan that was changed since; null where there is none. */
function digestOfPlan(folder: string): string | null {
  const path = join(folder, 'plan.json');
  return existsSync(path) ? planDigest(readFileSync(path, 'utf8')) : null;
}

/** How many rows of an attempt, and ids of each row, are kept when its line would be too long to read back. */
const [keptRows, keptIds] = [5_000, 4];

function lineOf(record: HistoryRecord): string {
  const line = JSON.stringify(record);
  if (line.length <= maxLineLength || record.type !== 'attempt') return line;
  const items = record.items
    ?.slice(0, keptRows)
    .map((item) => ({ ...item, ids: item.ids.slice(0, keptIds) }));
  return JSON.stringify({ ...record, items: items ?? null, truncated: true });
}

function attempt<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause';
    throw new UsageError(
      `The history could not be written to ${path} (${code}).`,
      remedyFor(code),
      {
        cause: error,
      },
    );
  }
}

function remedyFor(code: string): string {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'Make room on the disk, then run again.';
  if (code === 'EEXIST') return 'This part of the run has been recorded already; start a new run.';
  return 'Check that the run folder exists and can be written to.';
}

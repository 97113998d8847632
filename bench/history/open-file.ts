import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryRecord } from '../../harness/domain/history/history-record.ts';

/** A worker's file, written in large pieces. */
export function openFile(folder: string, worker: string, at: number) {
  const file = openSync(join(folder, 'history', `${worker}.ndjson`), 'w');
  let lines: string[] = [];
  let records = 0;
  const flush = () => {
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  };
  const append = (record: HistoryRecord) => {
    records += 1;
    if (lines.push(JSON.stringify(record)) >= 2000) flush();
  };
  append({ type: 'opened', worker, part: 'sweep', at });
  return {
    append,
    close(closedAt: number): number {
      append({ type: 'closed', worker, at: closedAt, records: records + 1 });
      flush();
      closeSync(file);
      return records;
    },
  };
}

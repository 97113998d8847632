import { expect, it } from 'vitest';
import { findUpdate } from '../clinic/updates/index.ts';
import { temporaryFolder } from '../harness/run/folder/temporary-folder.ts';
import type { Ended } from './case.ts';
import { firstRun } from './catalogued.ts';
import { faultsOf } from './faults-of.ts';
import { runAll } from './run-all.ts';

/** One that leaks: all of them take an hour (`npm run catalogue`). The healthy clinic is verified by properties and scenarios. */
const sample = ['babylon-2020'];

it('what leaks is found', { timeout: 10 * 60_000 }, async () => {
  const temporary = temporaryFolder('catalogue-test');
  const runs: Ended[] = [];
  const asked = sample.map((id) => {
    const update = findUpdate(id);
    if (update === undefined) throw new Error(`there is no update ${id}`);
    return firstRun(update, 3);
  });
  try {
    await runAll(asked, {
      atOnce: 2,
      temporary: temporary.path,
      signal: new AbortController().signal,
      onEnd(ended) {
        runs.push(ended);
        return null;
      },
    });
  } finally {
    temporary.remove();
  }
  for (const ended of runs) {
    if ('failed' in ended) throw new Error(ended.failed);
    const update = findUpdate(ended.asked.update);
    if (update === undefined) throw new Error(`there is no update ${ended.asked.update}`);
    const missed = faultsOf(update, ended).filter(({ kind }) => kind === 'missed');
    expect({ update: update.id, missed }).toEqual({ update: update.id, missed: [] });
    expect(ended.sources.length).toBeGreaterThan(0);
  }
  expect(runs).toHaveLength(sample.length);
});

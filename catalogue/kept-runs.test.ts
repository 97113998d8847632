import { expect, it, onTestFinished } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../harness/run/folder/temporary-folder.ts';
import { firstRun, nextRun } from './catalogued.ts';
import { judgedRun, leaky } from './judged.test-support.ts';
import { keepRun, keptRuns, leftOf } from './kept-runs.ts';

it('goes on after the runs that were kept', async () => {
  const folder = temporaryFolder('kept-runs');
  onTestFinished(() => folder.remove());
  const file = join(folder.path, 'some', 'runs.jsonl');
  expect(await keptRuns(file)).toEqual([]);
  const asked = firstRun(leaky, 3);
  const found = judgedRun({ asked });
  const survived = judgedRun({ asked, broken: [], sources: [], headline: null, first: null });
  const nextOf = (ended: Parameters<typeof nextRun>[1]) => nextRun(leaky, ended);
  await keepRun(file, found);
  await keepRun(file, { asked, failed: 'no room' });
  expect(leftOf([asked], await keptRuns(file), nextOf)).toEqual({ left: [], used: [found] });
  // Few accounts did not show it: the run that comes next is left.
  const { left, used } = leftOf([asked], [survived], nextOf);
  expect(left).toEqual([nextRun(leaky, survived)]);
  expect(used).toEqual([survived]);
  // It was made once more since, without --continue.
  expect(leftOf([asked], [survived, found], nextOf)).toEqual({ left: [], used: [found] });
  await writeFile(file, `${JSON.stringify(found)}\n{"asked":`);
  expect(await keptRuns(file)).toEqual([found]);
  expect(leftOf([{ ...asked, seed: 4 }], [found], nextOf).left).toHaveLength(1);
});

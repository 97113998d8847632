import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { emptyFolder } from '../../run/testing/work-folder.ts';
import { chaperoneHere } from '../testing/in-process.ts';

const recorded = fileURLToPath(
  new URL('../../run/testing/gauge/fixtures/runs/own-access-violated/plan.json', import.meta.url),
);

/** A folder with a run below `reports/runs`, which `latest` leads to. */
async function withRun(): Promise<{ folder: string; report: string }> {
  const folder = await emptyFolder();
  const runs = join(folder, 'reports/runs');
  await mkdir(join(runs, 'r1'), { recursive: true });
  await cp(recorded, join(runs, 'r1/plan.json'));
  await writeFile(join(runs, 'r1/index.html'), 'a report');
  await symlink('r1', join(runs, 'latest'));
  return { folder, report: join(runs, 'r1/index.html') };
}

it.each([[[]], [['latest']], [['r1']], [['reports/runs/r1']]])(
  'prints the path of the report without a terminal: show %j',
  async (args) => {
    const { folder, report } = await withRun();
    expect(await chaperoneHere(folder, ['show', ...args])).toMatchObject({
      code: 0,
      out: `${report}\n`,
      err: '',
    });
  },
);

it('says what to do where there is no report, and where there is no run', async () => {
  const { folder, report } = await withRun();
  await rm(report);
  const unjudged = await chaperoneHere(folder, ['show']);
  expect(unjudged).toMatchObject({ code: 2, out: '' });
  expect(unjudged.err).toMatch(/r1 has no report[^]*chaperone judge/);
  const none = await chaperoneHere(folder, ['show', 'r2']);
  expect(none).toMatchObject({ code: 2, out: '' });
  expect(none.err).toMatch(/no run r2/);
});

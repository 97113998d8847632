import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Verdict } from '../domain/verdict/verdict.ts';
import { emptyFolder } from '../run/testing/work-folder.ts';
import { chaperone } from './testing/chaperone.ts';

it('a violation’s trace ids stand in the clinic’s own log', async () => {
  const folder = await emptyFolder();
  const log = join(folder, 'clinic.log');
  const only = ['--strength', '2', '--accounts', '4', '--budget', '30s'];
  const { code } = await chaperone(folder, ['--demo', '--update', 'filter-dropped', ...only], {
    env: { CLINIC_LOG: log },
  });
  expect(code).toBe(1);
  const file = join(folder, 'reports/runs/latest/verdict.json');
  const { violations } = JSON.parse(await readFile(file, 'utf8')) as Verdict;
  const lines = (await readFile(log, 'utf8')).split('\n');
  const traced = violations.filter(({ traces }) => traces.length > 0);
  expect(traced.length).toBeGreaterThan(0);
  for (const { surface, traces } of traced)
    for (const trace of traces) {
      const [line = ''] = lines.filter((one) => one.endsWith(`trace=${trace}`));
      expect(line).toContain(` ${surface.split(' ')[0]} /`);
    }
  // A link's signature, or who asked, does not stand there.
  expect(lines.filter((line) => /[?@]/.test(line))).toEqual([]);
});

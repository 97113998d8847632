import { expect, it } from 'vitest';
import { updates } from '../clinic/updates/index.ts';
import type { Asked } from './case.ts';
import { entryOf, fewAccounts, firstRun, nextRun, onlyBy } from './catalogued.ts';
import { harmless, judgedRun, leaky } from './judged.test-support.ts';
import { page } from './page.ts';
import { table } from './table.ts';
import { endedInWords, entryInWords, listed } from './words.ts';

const survived = judgedRun({
  verdict: 'holds',
  broken: [],
  sources: [],
  headline: null,
  first: null,
});
const again: Asked = { ...survived.asked, thorough: true };

it('asks for what an update needs by few accounts, then by more, then for all attempts where something was missed', () => {
  expect(firstRun(leaky, 3)).toEqual({
    update: 'leaky',
    seed: 3,
    thorough: false,
    accounts: fewAccounts,
    parts: ['sweep'],
  });
  expect(firstRun({ ...leaky, needs: ['browser'] }, 3).parts).toEqual(['sweep', 'scenarios']);
  expect(nextRun(leaky, judgedRun())).toBeNull();
  const few: Asked = { ...survived.asked, accounts: fewAccounts };
  expect(nextRun(leaky, { ...survived, asked: few })).toEqual(survived.asked);
  expect(nextRun(leaky, judgedRun({ asked: few }))).toBeNull();
  expect(nextRun(leaky, survived)).toEqual(again);
  expect(nextRun(leaky, { ...survived, asked: again })).toBeNull();
  expect(nextRun(harmless, judgedRun())).toBeNull();
});

it('tells of what the thorough run found that the default did not', () => {
  const entry = entryOf(leaky, [survived, judgedRun({ asked: again })]);
  expect(entry).toMatchObject({ byDefault: false, faults: [] });
  expect(entryInWords(entry)).toBe(
    '✔ leaky: found by foreign-ids alone after 120 attempts, 1.2 s, by --thorough only',
  );
});

it('names the sources without which nothing declared is found', () => {
  const sources = [
    { by: 'foreign-ids', without: ['own-access'] },
    { by: 'ranges', without: ['no-foreign-reading'] },
  ];
  expect(onlyBy(leaky, judgedRun({ sources }))).toEqual(['foreign-ids']);
});

it('says how to see what is not as declared', () => {
  const told = entryInWords(entryOf(leaky, [{ ...survived, asked: again }]));
  expect(told).toContain('it survives');
  expect(told).toContain('npm run verify -- --update leaky --only sweep --seed 1 --thorough');
  expect(endedInWords(leaky, survived, true)).toMatch(/^….*again, with more$/);
  const failed = { asked: again, failed: 'no room' };
  expect(endedInWords(leaky, failed, false)).toContain('it could not be run: no room');
  expect(entryOf(leaky, [failed])).toMatchObject({ run: null, byDefault: false });
  expect(listed([leaky, harmless])).toContain('harmless  Faster reading (healthy)');
});

it('writes a table a kind, and what only one probe finds', () => {
  const [update] = updates.filter(({ breaks }) => breaks.length > 0);
  if (update === undefined) throw new Error('no update leaks');
  const breaks = update.breaks.map(({ invariant }) => invariant);
  const sources = [
    { by: 'foreign-ids', without: [] },
    { by: 'ranges', without: breaks },
  ];
  const text = page([entryOf(update, [judgedRun({ sources })])], { seed: 1, minutes: 0.5 });
  expect(text).toContain('**`foreign-ids`**, `ranges`');
  expect(text).toMatch(new RegExp(`\\| \`foreign-ids\` +\\| \`${update.id}\` +\\|`));
  expect(text).toMatch(/\| `links` +\| none yet +\|/);
  expect(text).toMatch(/\| `renewed-after-sign-out` +\| none: the clinic’s definition has no/);
  expect(text).toContain('## Not as declared');
});

it('pads cells, and escapes what would end one', () => {
  expect(table(['a', 'name'], [['1|2', 'x']])).toBe(
    '| a    | name |\n| ---- | ---- |\n| 1\\|2 | x    |',
  );
});

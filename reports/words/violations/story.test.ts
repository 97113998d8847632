import { expect, it } from 'vitest';
import { holdingRun } from '../../testing/sample-run.ts';
import { sampleCase, withCases } from '../../testing/samples.ts';
import { headline } from '../headline.ts';
import { since, storyTitle } from './story.ts';

const input = holdingRun();
const leak = {
  viewer: 'a5',
  owners: [2],
  surface: 'GET /api/recordings',
  invariant: 'no-foreign-listing',
  what: 'recording title',
  where: '$.items[0].title',
};
const run = (...leaks: Partial<Parameters<typeof sampleCase>[1]>[]) =>
  withCases(
    input,
    leaks.map((more) => sampleCase(input, { ...leak, ...more })),
  );

it('tells what was seen on both sides of the update as both', () => {
  const phases = ['before-update', 'after-update'] as const;
  const both = run({ more: { phase: 'before-update', phases } });
  const { words, advice } = headline(both);
  expect(words).toBe('This release shows patients other patients’ recordings.');
  expect(advice).toMatch(/^Do not ship\. This was seen before and after the update/);
  const [item] = both.cases;
  if (item === undefined) throw new Error('no case');
  expect(since(both, item)).toBe('before and after the update switch-to-video to 1.5.0');
  // The same fault, which other accounts met before the update.
  const others = run({}, { viewer: 'a7', more: { phase: 'before-update' } });
  expect(headline(others)).toEqual(headline(both));
  const more = run({ more: { phase: 'before-update', phases } }, { more: { finding: 'new' } });
  expect(headline(more).advice).toBe('Do not ship.');
});

it('gives a row of nobody no owner', () => {
  const what = 'a row of nobody that this run knows';
  const item = sampleCase(input, { ...leak, owners: [null], what });
  const row = { where: '$[0]', sightings: [], ids: [] };
  const lead = { ...item.lead, item: row, recorded: null };
  expect(storyTitle(input, { ...item, lead })).toBe(
    `patient of region uk, call audio-then-video, no. 2 (a5) received ${what}`,
  );
});

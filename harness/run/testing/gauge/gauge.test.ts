import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../../../domain/verdict/verdict.ts';
import { invariants } from '../../../judging/rules/catalogue.ts';
import { compareWithGolden, filesIn, fixtures } from './goldens.ts';
import { judgeCase } from './judge-case.ts';

const names = readdirSync(join(fixtures, 'runs')).sort();

/** The goldens of a recorded run: all files beside its plan and history. */
function goldensOf(name: string): string[] {
  const isRecorded = /^(plan\.json|history\/.*)$/;
  const files = filesIn(`runs/${name}`).filter((file) => !isRecorded.test(file));
  return [...new Set(['verdict.json', ...files])];
}

describe('a recorded run is judged as it was:', () => {
  it.each(names)('%s', async (name) => {
    const texts = await judgeCase(name);
    const found = goldensOf(name).flatMap((file) =>
      compareWithGolden(name, `runs/${name}/${file}`, texts.get(file) ?? ''),
    );
    expect(found.join('\n')).toBe('');
  });
});

describe('among the recorded runs', () => {
  let verdicts: Verdict[] = [];
  // Not sooner: those that are accepted are written above. A case without one has failed there.
  beforeAll(() => {
    verdicts = names
      .map((name) => join(fixtures, 'runs', name, 'verdict.json'))
      .filter((path) => existsSync(path))
      .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Verdict);
  });
  const cases = invariants.flatMap(({ id }) =>
    (['holds', 'violated', 'inconclusive'] as const).map((verdict) => ({ id, verdict })),
  );

  it.each(cases)('is one where $id is $verdict', ({ id, verdict }) => {
    const shown = verdicts.flatMap(({ invariants }) => invariants);
    expect(shown).toContainEqual(expect.objectContaining({ id, verdict }));
  });

  it('is each verdict of a run', () => {
    const all = new Set(verdicts.map(({ verdict }) => verdict));
    expect(all).toEqual(new Set(['holds', 'violated', 'inconclusive']));
  });
});

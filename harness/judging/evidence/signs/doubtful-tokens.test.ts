import { describe, expect, it } from 'vitest';
import { healthyRun } from '../../testing/healthy-run.ts';
import { also, judge, nameField, tokenOf, visitDigest } from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { plan, surfaces } from '../../testing/plan-of-tests.ts';

const healthy = healthyRun();
const read = { surface: surfaces.read.id, viewer: 'a2', outcome: 'granted' } as const;
const list = { surface: surfaces.list.id, viewer: 'a2' };
const earlier = (where: string) =>
  ({
    kind: 'token',
    token: { run: plan.run + 1, account: 1, field: 0 },
    where,
    encoding: 'plain',
  }) as const;
const shown = (...sightings: Run['attempts'][number]['sightings']) =>
  also(healthy, read, { sightings: [tokenOf(2), ...sightings] });

function verdictOf(run: Run) {
  const { verdict, reasons } = judge(run).verdict;
  return { verdict, reasons: reasons.join('\n') };
}

describe('a token of another run', () => {
  const doctor = tokenOf(4, nameField, '$.doctors[3].name');

  it('says nothing where names stand that everybody may see, and the run is inconclusive', () => {
    expect(verdictOf(shown(doctor, earlier('$.doctors[12].name')))).toEqual({
      verdict: 'inconclusive',
      reasons: expect.stringContaining('`chaperone clean`): GET /visits/{visit}'),
    });
  });

  it('leaves its row one of nobody, as a token of this run does', () => {
    const sightings = [tokenOf(4, nameField, '$[0].doctor'), earlier('$[1].doctor')];
    const items = [0, 1].map((row) => ({
      where: `$[${row}]`,
      sightings: [row],
      ids: row === 0 ? [visitDigest(2)] : [],
    }));
    expect(verdictOf(also(healthy, list, { sightings, items })).verdict).toBe('violated');
  });

  it('is a leak anywhere else', () => {
    expect(verdictOf(shown(doctor, earlier('$.patients[12].name'))).verdict).toBe('violated');
    expect(verdictOf(shown(tokenOf(2, 1, '$.mine'), earlier('$.mine'))).verdict).toBe('violated');
  });
});

describe('a token of this run of an account that the record does not hold', () => {
  const lost = { ...healthy, defects: ['scenarios-0.ndjson: was written, and is missing'] };

  it('is a leak where the record is whole, and a gap where it is not', () => {
    const of = (run: Run) => also(run, read, { sightings: [tokenOf(2), tokenOf(600)] });
    expect(verdictOf(of(healthy)).verdict).toBe('violated');
    expect(verdictOf(of(lost))).toEqual({
      verdict: 'inconclusive',
      reasons: expect.stringContaining('an account that the record does not hold'),
    });
  });

  it('does not make its row one of nobody', () => {
    const row = {
      sightings: [tokenOf(600)],
      items: [
        { where: '$[0]', sightings: [0], ids: [] },
        { where: '$[1]', sightings: [], ids: [visitDigest(2)] },
      ],
    };
    expect(verdictOf(also(lost, list, row)).verdict).toBe('inconclusive');
  });

  it('hides no leak of an account that is known', () => {
    const run = also(lost, read, { sightings: [tokenOf(2), tokenOf(600), tokenOf(1)] });
    expect(verdictOf(run).verdict).toBe('violated');
  });
});

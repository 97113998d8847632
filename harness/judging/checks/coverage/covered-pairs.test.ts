import { expect, it } from 'vitest';
import type { FactOf } from '../../../domain/ledger/fact.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { changed, judge, withFacts } from '../../testing/history-builder.ts';
import { plan, surfaces } from '../../testing/plan-of-tests.ts';

const probe = 'foreign-ids';
const probed = (more: Partial<FactOf<'probed'>>): FactOf<'probed'> => ({
  type: 'fact',
  fact: 'probed',
  at: plan.startedAt + 1,
  phase: 'after-update',
  probe,
  title: 'What is another\u2019s',
  planned: 9,
  cut: 3,
  why: null,
  ...more,
});

const foreign = { phase: 'after-update', outcome: 'concealed' } as const;
const trying = changed(
  changed(healthyRun(), { ...foreign, surface: surfaces.read.id }, { probe }),
  { ...foreign, surface: surfaces.stream.id },
  { probe, outcome: 'unclear', status: 503, why: 'status 503' },
);
const pairsOf = (more: Partial<FactOf<'probed'>>) =>
  judge(withFacts(trying, probed(more))).covered.probes;

it('covers a pair of probe and surface that came out clearly, whatever more of it was cut', () => {
  const { read, stream, list } = surfaces;
  expect(pairsOf({ late: { [read.id]: 1, [stream.id]: 2 }, beyond: { [list.id]: 4 } })).toEqual({
    covered: [
      [probe, '*'],
      [probe, read.id],
    ],
    cut: [
      [probe, stream.id],
      [probe, list.id],
    ],
  });
});

it('tells of a probe that the time ended before it had named all', () => {
  expect(pairsOf({ unfinished: true, why: 'the time of the run was over' })).toEqual({
    covered: [[probe, surfaces.read.id]],
    cut: [[probe, '*']],
  });
});

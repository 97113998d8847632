import { expect, it } from 'vitest';
import { faultsOfVerdict } from '../../reports/testing/valid-verdict.ts';
import { verdictJson } from '../../reports/verdict-json.ts';
import { runVerdicts } from '../domain/verdict/verdict.ts';
import { accidents } from '../judging/testing/accidents.ts';
import { accidentsOfRecords } from '../judging/testing/accidents-of-records.ts';
import { healthyRun } from '../judging/testing/healthy-run.ts';
import { also, judge, tokenOf, withPlan } from '../judging/testing/history-builder.ts';
import { surfaces } from '../judging/testing/plan-of-tests.ts';

const healthy = healthyRun();
const leaking = also(
  healthy,
  { viewer: 'a2', surface: surfaces.list.id, outcome: 'granted' },
  { sightings: [tokenOf(1)] },
);
const acceptance = {
  what: 'gap',
  surface: 'GET /x',
  reason: 'r',
  by: 'b',
  until: '2026-12-31',
} as const;
const runs = [
  healthy,
  leaking,
  withPlan(healthy, { accept: [acceptance], lacks: { sharing: 'none' } }),
  ...[...accidents, ...accidentsOfRecords].map(([, run]) => run),
];

it('every verdict that judging gives is valid by the published schema', () => {
  const met = new Set<string>();
  for (const run of runs) {
    const { verdict } = judge(run);
    met.add(verdict.verdict);
    expect(faultsOfVerdict(JSON.parse(verdictJson(verdict)))).toEqual([]);
  }
  expect(met).toEqual(new Set(runVerdicts));
});

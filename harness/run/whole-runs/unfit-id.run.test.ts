import { expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

it('an id that cannot stand in a path is inconclusive, and no error of the run', async () => {
  const { url } = await deploy({});
  const surfaces = [list('GET /notes'), read('GET /notes/{note}')];
  const create = async () => ({ note: '..' });
  const judged = await sweepAndJudge(url, surfaces, { consultations: { create } });
  const { verdict, reasons } = resultOf(judged, 'no-foreign-reading');
  expect(verdict).toBe('inconclusive');
  expect(reasons?.join()).toContain('the id note cannot stand in');
  expect(judged.verdict.reasons.join()).not.toContain('named-addresses');
});

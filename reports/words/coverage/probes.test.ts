import { expect, it } from 'vitest';
import { holdingRun } from '../../testing/sample-run.ts';
import { probeNote } from './probes.ts';

it('a probe that asked for nothing of another’s is said to have', () => {
  const { verdict } = holdingRun();
  const [probe] = verdict.coverage.probes;
  if (probe === undefined) throw new Error('the sample has probes');
  expect(probeNote(probe)).toBeNull();
  expect(probeNote({ ...probe, byStrangers: 0 })).toBe('tried by nobody for what is another’s');
  expect(probeNote({ ...probe, byStrangers: 0, why: 'it needs a moon' })).toBe('it needs a moon');
});

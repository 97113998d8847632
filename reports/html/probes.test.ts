import { expect, it } from 'vitest';
import { holdingRun } from '../testing/sample-run.ts';
import { probesSection } from './probes.ts';

it('tells probes that tried nothing apart from the table, each with its reason', () => {
  const { verdict, ...input } = holdingRun();
  const [first, ...others] = verdict.coverage.probes;
  if (first === undefined) throw new Error('The sample has no probe.');
  const idle = { ...first, id: 'idle', tried: 0, cut: 0, why: 'it needs a link' };
  const cut = { ...first, id: 'left-out', tried: 0, cut: 7 };
  const coverage = { ...verdict.coverage, probes: [first, idle, cut, ...others] };
  const section = probesSection({ ...input, verdict: { ...verdict, coverage } });
  const [table = '', rest = ''] = section?.markup.split('</table>') ?? [];
  expect(table).toContain('<code>left-out</code>');
  expect(table).not.toContain('<code>idle</code>');
  expect(rest).toMatch(/<code>idle<\/code>[\s\S]*it needs a link/);
});

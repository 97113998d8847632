import { expect, it } from 'vitest';
import { judge, withFacts, without } from '../testing/history-builder.ts';
import { healthyRun } from '../testing/healthy-run.ts';

const run = healthyRun();
const { at = 0 } = run.facts.at(-1) ?? {};
/** The healthy run, in which an account tried nothing. */
const idle = without(run, { viewer: 'a3' });
const excused = withFacts(idle, { type: 'fact', fact: 'made-to-look', at, account: 'a3' });

it('expects no account that was made to look again to ask for everything', () => {
  const unasked = 'owners did not ask for their own';
  expect(judge(idle).verdict.reasons.join('\n')).toContain(unasked);
  expect(judge(excused).verdict.reasons.join('\n')).not.toContain(unasked);
});

it('counts none as one that tried everything', () => {
  const sweptOf = (one: typeof run) => judge(one).verdict.coverage.sweptAccounts ?? 0;
  expect(sweptOf(excused)).toBe(sweptOf(run) - 1);
});

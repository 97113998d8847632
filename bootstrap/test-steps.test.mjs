import { describe, expect, it } from 'vitest';
import { chosenSteps, steps, withReport } from './test-steps.mjs';

describe('the steps of npm test', () => {
  it('run from cheap to dear', () => {
    expect(steps.map(({ name }) => name)).toEqual([
      'check',
      'unit',
      'runs',
      'examples',
      'properties',
      'scenarios',
    ]);
  });

  it('are all chosen when none is named, and none when one is unknown', () => {
    expect(chosenSteps([])).toBe(steps);
    expect(chosenSteps(['unit'])?.map(({ name }) => name)).toEqual(['unit']);
    expect(chosenSteps(['unit', 'unti'])).toBeUndefined();
  });

  it('report to a file beside the terminal', () => {
    for (const step of steps.filter(({ runner }) => runner !== undefined)) {
      const { args, env } = withReport(step, '/tmp/a b/report.json');
      expect([...args, ...Object.values(env)].join('\n')).toContain('/tmp/a b/report.json');
      expect(args.join(' ')).toMatch(/--reporter=(default|list)/);
    }
  });
});

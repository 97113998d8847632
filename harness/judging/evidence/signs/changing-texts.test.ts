import { expect, it } from 'vitest';
import { anonymous } from '../../../domain/accounts/account.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { phases } from '../../../domain/phase.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { also, judge, withPlan } from '../../testing/history-builder.ts';
import { plan, surfaces } from '../../testing/plan-of-tests.ts';

const health: SurfaceInfo = {
  kind: 'request',
  id: 'GET /health',
  gives: 'read',
  needs: [],
  imported: true,
};

/** Everybody is given a text twice on each side of the update. `answer` counts the answers. */
function run(textOf: (answer: number, viewer: string) => NonNullable<Attempt['text']>) {
  let answer = 0;
  let one = withPlan(healthyRun(), { surfaces: [...plan.surfaces, health] });
  for (const phase of phases) {
    for (const viewer of [anonymous, 'a1', anonymous, 'a1']) {
      answer += 1;
      const text = textOf(answer, viewer);
      one = also(
        one,
        { surface: surfaces.list.id, phase, viewer },
        {
          surface: health.id,
          outcome: 'unclear',
          status: 200,
          sightings: [],
          items: null,
          whole: `answer ${answer}`,
          text,
        },
      );
    }
  }
  return judge(one).verdict;
}

it('a text is the same where only numbers differ that change for whoever has not signed in', () => {
  const { verdict, coverage } = run((answer) => ({
    words: 'up',
    numbers: ['200', String(answer)],
  }));
  expect(verdict).toBe('holds');
  expect(coverage.whyUnreached[health.id]).toContain('public');
});

it.each([
  [
    'number that changes for accounts alone',
    run((answer, viewer) => ({ words: 'up', numbers: [viewer === anonymous ? '0' : `${answer}`] })),
  ],
  ['number', run((answer, viewer) => ({ words: 'up', numbers: [viewer, String(answer)] }))],
  ['word', run((answer, viewer) => ({ words: viewer, numbers: [String(answer)] }))],
])('is another where a %s differs between viewers alone', (_, { verdict, reasons }) => {
  expect(verdict).toBe('inconclusive');
  expect(reasons.join()).toContain('GET /health');
});

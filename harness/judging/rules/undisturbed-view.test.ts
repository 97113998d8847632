import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { healthyRun } from '../testing/healthy-run.ts';
import { finding, withPlan } from '../testing/history-builder.ts';
import type { Run } from '../testing/history-builder.ts';
import { plan, surfaces } from '../testing/plan-of-tests.ts';

const id = 'undisturbed-view';
const healthy = healthyRun();
const viewer = 'a2';

type Step = 'quiet' | 'a0' | 'a1' | 'own';

const probed: Fact = {
  type: 'fact',
  fact: 'probed',
  at: plan.startedAt + 90_000,
  phase: 'after-update',
  probe: id,
  title: '',
  planned: 1,
  cut: 0,
  why: null,
};

/** The healthy run, in which `a2` then looks at the own list again after each step; `field`: what the count is then. */
function watched(steps: readonly Step[], field: (step: Step, others: number) => unknown): Run {
  const look = healthy.attempts.findLast(
    (attempt) => attempt.viewer === viewer && attempt.surface === surfaces.list.id,
  );
  if (look === undefined) throw new Error('there is no such list');
  const facts: Fact[] = [probed];
  const attempts: Attempt[] = [];
  let at = plan.startedAt + 60_000;
  let others = 0;
  const see = (step: Step): void => {
    const view = [{ where: '$.count', value: String(field(step, others)) }];
    const times = { sentAt: (at += 10), answeredAt: (at += 10) };
    attempts.push({ ...look, ...times, id: `watch-${at}`, probe: id, view });
  };
  see('quiet');
  for (const [turn, step] of steps.entries()) {
    if (step !== 'quiet') {
      const account = step === 'own' ? viewer : step;
      const thing = `${account}.w${turn}`;
      others += Number(step !== 'own');
      facts.push(
        {
          type: 'fact',
          fact: 'field-planted',
          at: (at += 10),
          account,
          field: 50 + turn,
          name: 'visit reason',
          thing,
          carrier: 'token',
        },
        {
          type: 'fact',
          fact: 'thing-created',
          at: (at += 10),
          owner: account,
          thing,
          ids: {},
          phase: 'after-update',
        },
      );
    }
    see(step);
  }
  return {
    ...healthy,
    facts: [...healthy.facts, ...facts],
    attempts: [...healthy.attempts, ...attempts],
  };
}

const often: readonly Step[] = ['quiet', 'a0', 'quiet', 'a0', 'a1', 'quiet', 'a0'];
const followed = watched(often, (_, others) => others);

describe('undisturbed-view', () => {
  it('holds where nothing moved, and where only one’s own doing moved it', () => {
    expect(
      finding(
        watched(often, () => 7),
        id,
      ).verdict,
    ).toBe('holds');
    let own = 0;
    const steps: readonly Step[] = [...often, 'own'];
    const run = watched(steps, (step) => (own += Number(step === 'own')));
    expect(finding(run, id).verdict).toBe('holds');
  });

  it('is violated where it moved each time that one other account did something', () => {
    expect(finding(followed, id)).toMatchObject({
      verdict: 'violated',
      breaches: [{ kind: 'disturbance', owner: 'a0', sighting: { where: '$.count' } }],
    });
  });

  it('is not violated by what moved in quiet, or not each time', () => {
    let looks = 0;
    expect(
      finding(
        watched(often, () => (looks += 1)),
        id,
      ).verdict,
    ).toBe('holds');
    expect(
      finding(
        watched(often, (_, others) => others > 2),
        id,
      ).verdict,
    ).toBe('holds');
  });

  it('is inconclusive where it was not looked at often enough', () => {
    const { verdict, reasons } = finding(
      watched(['quiet', 'a0', 'a0'], () => 7),
      id,
    );
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain('not compared often enough');
  });

  it('is inapplicable in a gate, and where no probe looked for it', () => {
    expect(finding(healthy, id).verdict).toBe('inapplicable');
    const gate = withPlan(
      watched([], () => 7),
      { scope: 'gate' },
    );
    expect(finding(gate, id).verdict).toBe('inapplicable');
  });

  it('lets move what the definition says is shared', () => {
    const shared = [{ surface: surfaces.list.id, path: '$.count', why: 'a queue' }];
    expect(finding(withPlan(followed, { shared }), id).verdict).toBe('holds');
  });
});

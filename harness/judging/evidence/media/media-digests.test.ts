import { describe, expect, it } from 'vitest';
import { phases } from '../../../domain/phase.ts';
import type { Phase } from '../../../domain/phase.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { also, changed, finding, withFacts, without } from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';

const healthy = healthyRun();
const surface = surfaces.stream.id;
const streams = (viewer: string, thing = `${viewer}.1`) =>
  ({ surface, viewer, thing, phase: 'after-update' }) as const;
const leaks = (run: Run) =>
  finding(run, 'no-foreign-streaming').breaches.map(
    ({ attempt, owner }) => `${attempt.viewer} of ${owner}`,
  );

describe('media recognised by ranges', () => {
  it('leak to a stranger who is served what only the owner is', () => {
    expect(
      leaks(
        also(healthy, streams('a2', 'a1.1'), {
          outcome: 'unclear',
          status: 200,
          digests: ['x', 'a1 ends'],
        }),
      ),
    ).toEqual(['a2 of a1']);
  });

  it('do not leak by what several owners are served', () => {
    expect(
      leaks(
        also(healthy, streams('a2', 'a1.1'), {
          outcome: 'unclear',
          status: 200,
          digests: ['in everybody’s'],
        }),
      ),
    ).toEqual([]);
  });

  it('do not leak to a stranger who is served their own', () => {
    expect(
      leaks(
        also(healthy, streams('a2', 'a1.1'), {
          outcome: 'granted',
          status: 200,
          digests: ['a2 ends'],
        }),
      ),
    ).toEqual([]);
  });

  it('leak in one’s own player, once among right answers', () => {
    expect(leaks(also(healthy, streams('a2'), { digests: ['a1 begins'] }))).toEqual(['a2 of a1']);
  });

  it('stay the owner’s though the owner once was served another’s', () => {
    const swapped = also(healthy, streams('a1'), { digests: ['a2 begins'] });
    expect(leaks(swapped)).toEqual(['a1 of a2']);
    expect(
      leaks(also(swapped, streams('a3', 'a1.1'), { status: 200, digests: ['a1 begins'] })),
    ).toEqual(['a1 of a2', 'a3 of a1']);
  });

  it('leak when the update has changed whose media is served for good', () => {
    const run = changed(healthy, { ...streams('a0') }, { digests: ['a1 begins'] });
    expect(new Set(leaks(run))).toEqual(new Set(['a0 of a1']));
  });

  describe('of a thing that is new with the update', () => {
    const served = (run: Run, phase: Phase, viewer: string, digests: readonly string[]) =>
      changed(run, { surface, viewer, thing: `${viewer}.1`, phase }, { digests });
    const ofA1 = ['a1 begins', 'a1 ends'];
    const newAre = (run: Run, digests: readonly string[]) =>
      ['a2', 'a3'].reduce((one, viewer) => served(one, 'after-update', viewer, digests), run);
    const alone = phases.reduce((one, phase) => served(one, phase, 'a1', ofA1), healthy);

    it('stay another’s where they were another’s alone before', () => {
      expect(new Set(leaks(newAre(alone, ofA1)))).toEqual(new Set(['a2 of a1', 'a3 of a1']));
      expect(new Set(leaks(newAre(alone, ['a1 ends'])))).toEqual(new Set(['a2 of a1', 'a3 of a1']));
    });

    it('may be in part another’s of before', () => {
      const run = served(alone, 'after-update', 'a2', [...ofA1, 'of a2 alone']);
      expect(leaks(run)).toEqual([]);
    });

    it('are no leak where several were served them before', () => {
      const both = phases.reduce((one, phase) => served(one, phase, 'a0', ofA1), alone);
      expect(leaks(newAre(both, ofA1))).toEqual([]);
    });

    it('are no leak where somebody else was served them for a while before', () => {
      const like = { surface, viewer: 'a0', thing: 'a0.1', phase: 'before-update' } as const;
      const run = also(alone, like, { digests: ofA1 });
      // That look itself is another matter.
      expect(leaks(newAre(run, ofA1)).filter((leak) => !leak.startsWith('a0'))).toEqual([]);
    });
  });

  it('are no leak to those who may see them', () => {
    expect(
      leaks(
        also(healthy, streams('a4', 'a1.1'), {
          thing: 'a0.1',
          outcome: 'granted',
          status: 200,
          digests: ['a0 begins'],
        }),
      ),
    ).toEqual([]);
  });

  it('are no leak to staff whose patient made the like of it again, later', () => {
    const staffs = also(healthy, streams('a4', 'a1.1'), {
      thing: 'a0.1',
      outcome: 'granted',
      status: 200,
      digests: ['a0 begins'],
    });
    expect(leaks(madeAgain(staffs, 'a4'))).toEqual([]);
  });

  it('leak to one who may see the like of it, and asked for what they may not see', () => {
    const run = madeAgain(healthy, null);
    const asked = { status: 200, outcome: 'granted', digests: ['a0 begins'] } as const;
    expect(leaks(also(run, streams('a4', 'a1.1'), { ...asked, thing: 'a0.1' }))).toEqual([]);
    expect(leaks(also(run, streams('a4', 'a1.1'), { ...asked, thing: 'a0.2' }))).toEqual([
      'a4 of a0',
    ]);
  });

  it('tell nothing of an owner who was never served', () => {
    const run = without(healthy, { surface, viewer: 'a1', outcome: 'granted' });
    expect(
      leaks(
        also(run, streams('a2', 'a1.1'), {
          status: 200,
          outcome: 'unclear',
          digests: ['a1 begins'],
        }),
      ),
    ).toEqual([]);
    expect(
      finding(
        also(run, streams('a2', 'a1.1'), { status: 200, outcome: 'unclear' }),
        'no-foreign-streaming',
      ).verdict,
    ).toBe('inconclusive');
  });
});

/** The run in which a0 made a second thing at its end, whose media is as that of the first. */
function madeAgain(run: Run, viewer: string | null): Run {
  const at = Math.max(...run.attempts.map(({ answeredAt }) => answeredAt)) + 1;
  const made = { owner: 'a0', thing: 'a0.2', type: 'fact' } as const;
  const created = { fact: 'thing-created', phase: 'after-update', ids: {}, ...made, at } as const;
  const entitled = { fact: 'entitled', field: null, ...made, at } as const;
  const withThing = withFacts(run, created, ...(viewer === null ? [] : [{ ...entitled, viewer }]));
  const asked = { thing: 'a0.2', sentAt: at + 1, answeredAt: at + 2 };
  return also(withThing, streams('a0'), { ...asked, digests: ['a0 begins', 'a0 ends'] });
}

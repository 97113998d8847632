import { describe, expect, it } from 'vitest';
import { also, changed, finding, judge } from '../../testing/history-builder.ts';
import { after, healthy } from '../../testing/mishaps.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';

const id = 'own-access';
const refused = {
  outcome: 'denied',
  status: 409,
  sightings: [],
  items: null,
  digests: [],
} as const;
const ofNew = { ...after, viewer: 'a2', surface: surfaces.stream.id, thing: 'a2.1' } as const;
const ofOld = { ...ofNew, viewer: 'a0', thing: 'a0.1' } as const;

function timesOf(like: Partial<(typeof healthy.attempts)[number]>) {
  const those = healthy.attempts.filter(
    ({ viewer, surface, thing, phase }) =>
      viewer === like.viewer &&
      surface === like.surface &&
      thing === like.thing &&
      phase === like.phase,
  );
  return {
    first: Math.min(...those.map(({ sentAt }) => sentAt)),
    last: Math.max(...those.map(({ answeredAt }) => answeredAt)),
  };
}

/** The healthy run, in which an owner was also refused their own at some time. */
const refusedAt = (like: typeof ofNew | typeof ofOld, at: number) =>
  also(healthy, like, { ...refused, sentAt: at - 1, answeredAt: at });

describe('an owner who is refused their own', () => {
  it('before anybody was granted it, and is granted it later, was too early: told, and no lockout', () => {
    const run = refusedAt(ofNew, timesOf(ofNew).first);
    expect(finding(run, id)).toMatchObject({ verdict: 'holds', breaches: [] });
    expect(judge(run).verdict.coverage.passedOver).toEqual([
      {
        surface: ofNew.surface,
        why: expect.stringContaining('ready only later'),
        places: ['body'],
        more: 0,
      },
    ]);
  });

  it('after it was granted is locked out', () => {
    const { first, last } = timesOf(ofNew);
    for (const at of [first + 15, last + 5])
      expect(finding(refusedAt(ofNew, at), id)).toMatchObject({ verdict: 'violated' });
  });

  it('since an update before which it was granted is locked out, though it is granted later', () => {
    const run = refusedAt(ofOld, timesOf(ofOld).first);
    expect(finding(run, id)).toMatchObject({ verdict: 'violated' });
  });

  it('after somebody else was granted it is locked out', () => {
    const { first } = timesOf(ofNew);
    const time = { sentAt: first - 5, answeredAt: first - 4 };
    const early = also(refusedAt(ofNew, first), ofNew, { ...time, viewer: 'a4', session: 'a4.s1' });
    expect(finding(early, id)).toMatchObject({ verdict: 'violated' });
  });

  it('and is never granted it is locked out', () => {
    const run = changed(healthy, { ...ofNew, session: 'a2.s1' }, refused);
    expect(finding(run, id)).toMatchObject({ verdict: 'violated' });
  });
});

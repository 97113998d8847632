import { describe, expect, it } from 'vitest';
import { also, changed, finding, judge, without } from '../../testing/history-builder.ts';
import { after, healthy } from '../../testing/mishaps.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';

const id = 'own-access';
const own = { ...after, viewer: 'a2', surface: surfaces.list.id };
const shown = healthy.attempts.filter(
  (one) => one.viewer === 'a2' && one.surface === surfaces.list.id && one.thing === null,
);
const empty = { outcome: 'concealed', sightings: [], items: [] } as const;
const missingAt = (sentAt: number) => also(healthy, own, { ...empty, sentAt, answeredAt: sentAt });
const since = Math.max(
  ...healthy.facts.filter((fact) => fact.fact === 'thing-created').map(({ at }) => at),
);
const first = Math.min(...shown.map(({ sentAt }) => sentAt));
const last = Math.max(...shown.map(({ answeredAt }) => answeredAt));

describe('a thing that is missing from its owner’s list', () => {
  it('is told where the list shows it for the first time later, and all others look again', () => {
    expect(since).toBeLessThan(first);
    expect(finding(missingAt(first - 1), id)).toMatchObject({ verdict: 'holds', breaches: [] });
    expect(judge(missingAt(first - 1)).verdict.coverage.passedOver).toEqual([
      {
        surface: own.surface,
        why: expect.stringContaining('filled only later'),
        places: ['body'],
        more: 0,
      },
    ]);
  });

  it('is a gap where somebody looked at the list before it was shown, and never again', () => {
    const others = { ...after, viewer: 'a1', surface: surfaces.list.id, thing: null } as const;
    const once = also(
      without(missingAt(first - 1), others),
      { ...others, phase: 'before-update' },
      {
        ...after,
        sentAt: first - 2,
        answeredAt: first - 1,
      },
    );
    expect(finding(once, id)).toMatchObject({
      verdict: 'inconclusive',
      breaches: [],
      reasons: [expect.stringContaining('shown only later')],
    });
  });

  it('is lost where the list had shown it before, or never shows it', () => {
    expect(finding(missingAt(last + 1), id).breaches).toHaveLength(1);
    const { breaches } = finding(changed(missingAt(first - 1), own, empty), id);
    expect(breaches.length).toBeGreaterThan(1);
  });
});

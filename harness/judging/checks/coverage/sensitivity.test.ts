import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../domain/plan.ts';
import type { PlantedLeak } from '../../../domain/verdict/planted.ts';
import { judge, withPlan } from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';

const healthy = healthyRun();
/** When the run's last attempt was answered. */
const latest = Math.max(...healthy.attempts.map(({ answeredAt }) => answeredAt));

/** A healthy run in which a leak was planted, which passed unless the change says otherwise. */
function planted(change: Partial<PlantedLeak>): Run {
  const leak: PlantedLeak = {
    surface: surfaces.read.id,
    leak: 'answer-for-refusal',
    title: 'the owner’s whole answer in place of a refusal',
    weight: 'whole',
    cell: 'foreign',
    viewer: 'a1',
    owner: 'a2',
    result: 'blind',
    why: '',
    ...change,
  };
  const fact = {
    type: 'fact',
    fact: 'leak-planted',
    at: latest,
    phase: 'after-update',
    ...leak,
  } as const;
  return { ...healthy, facts: [...healthy.facts, fact] };
}

const verdictsOf = (run: Run) => {
  const { verdict } = judge(run);
  const others = verdict.invariants.filter(
    (invariant) => !['holds', 'inapplicable'].includes(invariant.verdict),
  );
  return { verdict: verdict.verdict, others: others.map(({ id }) => id) };
};

describe('a planted leak that would pass', () => {
  it.each([
    ['in another’s hands, to read', {}, 'no-foreign-reading'],
    ['in one’s own list', { surface: surfaces.list.id, cell: 'own' }, 'no-foreign-listing'],
    ['without a session', { cell: 'none' }, 'no-anonymous-access'],
    ['after a sign-out', { cell: 'signed-out' }, 'no-access-after-sign-out'],
    ['before the second factor', { cell: 'no-second-factor' }, 'second-factor-required'],
  ] as [string, Partial<PlantedLeak>, string][])(
    '%s makes one invariant inconclusive, by name',
    (_, change, invariant) => {
      const run = planted(change);
      expect(verdictsOf(run)).toEqual({ verdict: 'inconclusive', others: [invariant] });
      const [reason] = judge(run).verdict.reasons;
      expect(reason).toContain(`${invariant}: a planted leak would pass`);
      expect(reason).toContain(change.surface ?? surfaces.read.id);
    },
  );

  it.each([
    ['is noticed', { result: 'noticed', why: 'no-foreign-reading' }],
    ['is unclear', { result: 'unclear', why: 'a redirect' }],
    ['shows a single value', { weight: 'part' }],
    ['is planted on what shows nothing of anybody', { result: 'impersonal' }],
    ['was not planted', { leak: 'none', result: 'unplanted', why: 'the time for it was over' }],
  ] as [string, Partial<PlantedLeak>][])('holds where it %s', (_, change) => {
    expect(verdictsOf(planted(change))).toEqual({ verdict: 'holds', others: [] });
  });

  it('can be admitted on its surface, until a day', () => {
    const admit = (change: Partial<Plan['accept'][number]>) =>
      verdictsOf(
        withPlan(planted({}), {
          accept: [
            {
              what: 'blind',
              surface: surfaces.read.id,
              reason: 'known',
              by: 'Ada',
              until: '2999-12-31',
              ...change,
            },
          ],
        }),
      ).verdict;
    expect(admit({})).toBe('holds');
    expect(admit({ surface: surfaces.list.id })).toBe('inconclusive');
    expect(admit({ what: 'uncovered' })).toBe('inconclusive');
    expect(admit({ until: '1970-01-01' })).toBe('inconclusive');
  });
});

describe('a surface whose answers are too long to plant anything in', () => {
  const tooLong: Partial<PlantedLeak> = {
    leak: 'none',
    cell: 'own',
    why: 'its answers are too long to plant anything in',
  };

  it('counts as blind, is named, and can be admitted', () => {
    const run = planted(tooLong);
    expect(verdictsOf(run)).toEqual({ verdict: 'inconclusive', others: ['no-foreign-reading'] });
    const { reasons, sensitivity } = judge(run).verdict;
    expect(reasons[0]).toContain('no leak could be planted there: its answers are too long');
    expect(reasons[0]).toContain(surfaces.read.id);
    expect(sensitivity).toMatchObject({ planted: 0, blind: 0 });
    expect(sensitivity?.whyUntried).toContainEqual({
      surface: surfaces.read.id,
      why: tooLong.why,
    });
    const accept = [
      {
        what: 'blind' as const,
        surface: surfaces.read.id,
        reason: 'long recordings',
        by: 'Ada',
        until: '2999-12-31',
      },
    ];
    expect(verdictsOf(withPlan(run, { accept })).verdict).toBe('holds');
  });
});

describe('verdict.json', () => {
  it('names each surface and page on which nothing was planted, with the reason', () => {
    const run = planted({ leak: 'none', result: 'unplanted', why: 'the time for it was over' });
    const [first] = run.attempts;
    if (first === undefined) throw new Error('the run has no attempt');
    const page = { ...first, id: 'shown', surface: 'shown GET /replays', variant: 'shown' };
    const { sensitivity } = judge({ ...run, attempts: [...run.attempts, page] }).verdict;
    expect(sensitivity?.surfaces).toEqual([]);
    expect(sensitivity?.untried).toEqual(
      [...Object.values(surfaces).map(({ id }) => id), 'shown GET /replays'].sort(),
    );
    expect(sensitivity?.whyUntried).toEqual(
      expect.arrayContaining([
        { surface: surfaces.read.id, why: 'the time for it was over' },
        { surface: 'shown GET /replays', why: 'it is a page as a browser showed it' },
      ]),
    );
  });

  it('tells by surface what would pass, with a remedy, and where nothing was planted', () => {
    const { sensitivity } = judge(planted({})).verdict;
    expect(sensitivity).toMatchObject({
      planted: 1,
      noticed: 0,
      unclear: 0,
      blind: 1,
      surfaces: [
        {
          surface: surfaces.read.id,
          blind: [{ leak: 'answer-for-refusal', weight: 'whole' }],
          impersonal: null,
          accepted: false,
        },
      ],
    });
    expect(sensitivity?.surfaces[0]?.blind[0]?.remedy).toContain('plant a token');
    expect(sensitivity?.untried).toContain(surfaces.list.id);
    expect(sensitivity?.untried).not.toContain(surfaces.read.id);
  });

  it.each([
    ['of a record', {}, '`unattributed`'],
    ['of media', { surface: surfaces.stream.id }, '`media`'],
    ['of a missing row', { weight: 'own', surface: surfaces.list.id }, '`shows`'],
  ] as [string, Partial<PlantedLeak>, string][])(
    'names a remedy %s that a definition takes',
    (_, change, option) => {
      const remedy = judge(planted(change)).verdict.sensitivity?.surfaces[0]?.blind[0]?.remedy;
      expect(remedy).toContain(option);
      expect(remedy).not.toContain('`owner`');
      // `stream` refuses it.
      if (change.surface === surfaces.stream.id) expect(remedy).not.toContain('unattributed');
    },
  );

  it('names no option that an imported surface does not take', () => {
    const imported = healthy.plan.surfaces.map(({ shows: _shows, ...surface }) => ({
      ...surface,
      imported: true,
    }));
    const remedyOf = (change: Partial<PlantedLeak>) =>
      judge(withPlan(planted(change), { surfaces: imported })).verdict.sensitivity?.surfaces[0]
        ?.blind[0]?.remedy;
    expect(remedyOf({})).not.toContain('unattributed');
    expect(remedyOf({ weight: 'own', surface: surfaces.list.id })).toMatch(
      /^write the list by hand \(`except`.*`shows`.*`accept`/,
    );
  });

  it('says null where no leak was planted', () => {
    expect(judge(healthy).verdict.sensitivity).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import {
  also,
  changed,
  finding,
  judge,
  visitDigest,
  withFacts,
  withPlan,
  without,
} from '../testing/history-builder.ts';
import { plan, surfaces } from '../testing/plan-of-tests.ts';

const healthy = healthyRun();
const id = 'own-access';
const after = { phase: 'after-update' } as const;
const refused = {
  outcome: 'denied',
  status: 403,
  sightings: [],
  items: null,
  digests: [],
} as const;
const later = plan.startedAt + 50_000;

describe('own-access', () => {
  it('holds where owners were granted all of theirs', () => {
    expect(finding(healthy, id)).toMatchObject({ verdict: 'holds', reasons: [], breaches: [] });
  });

  it('is violated by one refusal of one’s own, whatever comes afterwards', () => {
    const run = also(
      healthy,
      { viewer: 'a2', surface: surfaces.stream.id, thing: 'a2.1' },
      { ...refused, sentAt: plan.startedAt + 2300, answeredAt: plan.startedAt + 2301 },
    );
    expect(finding(run, id)).toMatchObject({
      verdict: 'violated',
      breaches: [{ kind: 'lockout', owner: 'a2', sighting: null }],
    });
  });

  it('is violated where only one kind of thing is refused after the update, to an account from before it', () => {
    const run = changed(
      healthy,
      { ...after, viewer: 'a0', surface: surfaces.stream.id, thing: 'a0.1' },
      refused,
    );
    expect(finding(run, id)).toMatchObject({ verdict: 'violated' });
  });

  it('is inconclusive, by name, where a session from before the update was refused everywhere after it', () => {
    const run = changed(healthy, { ...after, viewer: 'a0' }, { ...refused, status: 401 });
    const { verdict, reasons } = finding(run, id);
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toMatch(/ended by it, or had expired.*region uk, account before/);
    expect(finding(run, 'no-foreign-reading').verdict).toBe('inconclusive');
  });

  it('is inconclusive where a session was refused as a stranger’s from some time on', () => {
    const attempts = healthy.attempts.map((one) =>
      one.session === 'a2.s1' && one.sentAt > plan.startedAt + 2350
        ? { ...one, ...refused, status: 401 }
        : one,
    );
    expect(attempts.filter(({ viewer, status }) => viewer === 'a2' && status === 401)).toHaveLength(
      3,
    );
    expect(finding({ ...healthy, attempts }, id)).toMatchObject({
      verdict: 'inconclusive',
      breaches: [],
    });
  });

  it('is violated where a session from after the update was refused everywhere', () => {
    expect(finding(changed(healthy, { ...after, viewer: 'a2' }, refused), id).verdict).toBe(
      'violated',
    );
  });

  it('is no lockout for staff who have no such list, nor for what a browser loads along the way', () => {
    const run = also(
      healthy,
      { viewer: 'a2', surface: surfaces.stream.id, thing: 'a2.1' },
      { ...refused, channel: 'browser', variant: 'browser' },
    );
    expect(finding(run, id).verdict).toBe('holds');
  });

  it('is violated by a list that no longer shows a thing with the id it must show', () => {
    const run = also(
      healthy,
      { ...after, viewer: 'a2', surface: surfaces.list.id },
      { outcome: 'concealed', sightings: [], items: [], sentAt: later, answeredAt: later },
    );
    expect(finding(run, id)).toMatchObject({
      verdict: 'violated',
      breaches: [{ kind: 'lockout', sighting: { what: 'missing: visit' } }],
    });
  });

  it('is violated by a list that no longer shows what it had shown', () => {
    const surfacesWithoutShows = plan.surfaces.map((surface) => ({ ...surface, shows: undefined }));
    const other = { where: '$[0]', sightings: [], ids: [] };
    const run = also(
      withPlan(healthy, { surfaces: surfacesWithoutShows }),
      { ...after, viewer: 'a2', surface: surfaces.list.id },
      { sightings: [], items: [other], sentAt: later, answeredAt: later },
    );
    expect(finding(run, id)).toMatchObject({
      verdict: 'violated',
      breaches: [{ sighting: { what: 'missing: what it had shown before' } }],
    });
  });

  it('is not violated by what was removed, nor by a thing that got the id only afterwards', () => {
    const empty = also(
      healthy,
      { ...after, viewer: 'a2', surface: surfaces.list.id },
      { outcome: 'concealed', sightings: [], items: [], sentAt: later, answeredAt: later },
    );
    const removed = withFacts(empty, {
      type: 'fact',
      fact: 'removed',
      at: later - 1,
      account: 'a2',
      thing: 'a2.1',
    });
    expect(finding(removed, id).verdict).toBe('holds');
    const young = withFacts(healthy, {
      type: 'fact',
      fact: 'thing-created',
      at: later,
      thing: 'a2.2',
      owner: 'a2',
      phase: 'after-update',
      ids: { visit: 'another' },
    });
    expect(finding(young, id).breaches).toEqual([]);
  });

  it('is no lockout before the thing was there, nor after it was removed', () => {
    const like = { ...after, viewer: 'a2', surface: surfaces.stream.id, thing: 'a2.1' };
    const created =
      healthy.facts.find((fact) => fact.fact === 'thing-created' && fact.thing === 'a2.1')?.at ?? 0;
    const early = also(healthy, like, { ...refused, sentAt: created - 2, answeredAt: created - 1 });
    expect(finding(early, id).breaches).toEqual([]);
    const late = also(healthy, like, { ...refused, sentAt: later, answeredAt: later + 1 });
    expect(finding(late, id).breaches).toHaveLength(1);
    for (const thing of ['a2.1', undefined]) {
      const gone = withFacts(late, {
        type: 'fact',
        fact: 'removed',
        at: later,
        account: 'a2',
        thing,
      });
      expect(finding(gone, id).breaches).toEqual([]);
    }
  });

  it('takes a redirect that staff always get from a list of patients for no sign that their session died', () => {
    const redirect = changed(healthy, { viewer: 'a4', surface: surfaces.list.id }, { status: 302 });
    const last = also(
      redirect,
      { ...after, viewer: 'a4', surface: surfaces.list.id },
      { sentAt: later, answeredAt: later },
    );
    expect(judge(last).verdict).toMatchObject({ verdict: 'holds' });
  });

  describe('a list that need not show everything', () => {
    const run = withPlan(healthy, {
      surfaces: plan.surfaces.map((surface) => ({ ...surface, shows: undefined })),
    });
    const other = { where: '$[0]', sightings: [], ids: [] };
    const like = { ...after, viewer: 'a2', surface: surfaces.list.id };
    const missing = { sightings: [], items: [other], sentAt: later, answeredAt: later + 5 };
    const losses = (one: typeof run) => finding(one, id).breaches.length;

    it('must show again what it showed', () => expect(losses(also(run, like, missing))).toBe(1));
    it('is not held to what it shows only at the same time', () => {
      const first =
        run.attempts
          .filter(({ viewer, surface }) => viewer === 'a2' && surface === surfaces.list.id)
          .map(({ sentAt }) => sentAt)[0] ?? 0;
      expect(
        losses(also(run, like, { ...missing, sentAt: first + 1, answeredAt: first + 2 })),
      ).toBe(0);
    });
    it('is not held to what it may have shown behind its limit', () =>
      expect(losses(also(run, like, { ...missing, truncated: true }))).toBe(0));
    it('is not held to a thing that has changed since', () => {
      const grown = withFacts(run, {
        type: 'fact',
        fact: 'thing-created',
        at: later - 5,
        thing: 'a2.1',
        owner: 'a2',
        phase: 'after-update',
        ids: { prescription: 'rx-1' },
      });
      expect(losses(also(grown, like, missing))).toBe(0);
    });
  });

  it('knows things in lists by their ids alone', () => {
    const items = [{ where: '$[0]', sightings: [], ids: [visitDigest(2)] }];
    const run = also(
      healthy,
      { ...after, viewer: 'a2', surface: surfaces.list.id },
      { sightings: [], items, sentAt: later, answeredAt: later },
    );
    expect(finding(run, id).verdict).toBe('holds');
  });

  it.each([
    [
      'never asked for',
      () =>
        without(healthy, { ...after, viewer: 'a2', surface: surfaces.stream.id, thing: 'a2.1' }),
      'did not ask',
    ],
    [
      'unclear',
      () =>
        changed(
          healthy,
          { ...after, viewer: 'a2', surface: surfaces.stream.id, thing: 'a2.1' },
          { outcome: 'unclear', why: 'timeout' },
        ),
      'timeout',
    ],
    [
      'cut short',
      () =>
        changed(
          healthy,
          { ...after, viewer: 'a2', surface: surfaces.list.id },
          { truncated: true },
        ),
      'longer than the limit',
    ],
  ])('is inconclusive where an owner’s own was %s', (_, make, words) => {
    const { verdict, reasons } = finding(make(), id);
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain(words);
  });

  it('does not judge an imported surface that nobody was ever granted, and lists it', () => {
    const imported = { ...surfaces.read, id: 'GET /unused/{visit}', imported: true };
    const run = withPlan(healthy, { surfaces: [...plan.surfaces, imported] });
    const { verdict } = judge(
      also(run, { viewer: 'a2', surface: surfaces.read.id }, { ...refused, surface: imported.id }),
    );
    expect(verdict.verdict).toBe('holds');
    expect(verdict.coverage.unreachedSurfaces).toEqual([imported.id]);
  });

  it('is inconclusive where nobody was ever granted a surface that somebody described', () => {
    const described = { ...surfaces.read, id: 'GET /unused/{visit}' };
    const { verdict } = judge(withPlan(healthy, { surfaces: [...plan.surfaces, described] }));
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.reasons.join()).toContain(described.id);
  });

  it('says what owners met instead, or which id nobody has', () => {
    const unknown = { ...surfaces.read, id: 'GET /x/{vsit}', needs: ['vsit'] };
    const missing = { ...unknown, id: 'GET /nowhere', needs: [] };
    const run = withPlan(healthy, { surfaces: [...plan.surfaces, unknown, missing] });
    const { reasons } = judge(
      also(
        run,
        { viewer: 'a2', surface: surfaces.read.id },
        { ...refused, surface: missing.id, thing: null },
      ),
    ).verdict;
    expect(reasons.join()).toContain(
      '(no function of the definition returned an id vsit): GET /x/{vsit}',
    );
    expect(reasons.join()).toContain(`(status ${refused.status}): GET /nowhere`);
  });
});

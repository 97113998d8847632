import { describe, expect, it } from 'vitest';
import { anonymous } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, changed, finding, judge, tokenOf, withPlan } from '../testing/history-builder.ts';
import type { Run } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';

const read = surfaces.read.id;
const healthy = healthyRun();
const before = { viewer: anonymous, phase: 'before-update', surface: read } as const;
const after = { viewer: anonymous, phase: 'after-update', surface: read } as const;
const answered: Partial<Attempt> = { outcome: 'unclear', status: 200, bytes: 40 };

/** A stranger was refused the read three times on each side. */
const compared = also(healthy, before, {});
/** And is answered with something of nobody known since. */
const opened = also(compared, after, answered);

const result = (run: Run) => finding(run, 'no-opened-access');
const openedIn = (run: Run) =>
  judge(run).verdict.access?.opened.map(({ surface, role }) => `${role} ${surface}`);

describe('no-opened-access', () => {
  it('holds where strangers are refused on both sides', () => {
    expect(result(compared)).toMatchObject({ verdict: 'holds', reasons: [] });
    expect(judge(compared).verdict.access).toMatchObject({ opened: [], closed: [], brought: [] });
  });

  it('is inconclusive by name where what was refused is answered since', () => {
    const { verdict, reasons } = result(opened);
    expect(verdict).toBe('inconclusive');
    expect(reasons).toEqual([
      "the update opened it to whoever has not signed in: refused before (404), answered after (200, 404), with nothing to tell whose it is (if it was meant, admit it: what: 'opened'): GET /visits/{visit}",
    ]);
    expect(openedIn(opened)).toEqual([`anonymous ${read}`]);
  });

  it('is violated by a sign of somebody else’s alone', () => {
    const sightings = [tokenOf(0)];
    expect(result(also(compared, after, { ...answered, sightings })).verdict).toBe('violated');
  });

  it('is admitted as an opening, and not as a gap', () => {
    const by = { surface: read, reason: 'published', by: 'Ann', until: '2099-01-01' };
    const admitting = (what: 'opened' | 'gap' | undefined) =>
      result(withPlan(opened, { accept: [{ ...by, ...(what && { what }) }] })).verdict;
    expect(admitting('opened')).toBe('holds');
    expect(admitting('gap')).toBe('inconclusive');
    expect(admitting(undefined)).toBe('inconclusive');
  });

  it.each<[string, Partial<Attempt>]>([
    ['an error', { outcome: 'unclear', status: 500 }],
    ['a plea for patience', { outcome: 'unclear', status: 429 }],
    ['what is still being made', { ...answered, status: 202 }],
    ['nothing', { ...answered, bytes: 0 }],
    ['the same as for an id that never existed', { outcome: 'concealed', status: 200 }],
    [
      'which methods there are',
      {
        ...answered,
        variant: 'options',
        changed: { method: 'OPTIONS', path: '/visits/1', elsewhere: false, headers: {} },
      },
    ],
  ])('does not take %s for an opening', (_, answer) => {
    expect(openedIn(also(compared, after, answer))).toEqual([]);
  });

  it('compares nothing where strangers asked less than three times before', () => {
    const run = also(healthy, after, answered);
    expect(openedIn(run)).toEqual([]);
    expect(judge(run).verdict.access?.notCompared).toContainEqual({
      surface: read,
      who: 'whoever has not signed in',
      why: 'fewer than 3 clear answers before the update (2)',
    });
  });

  it('does not call open what was open before', () => {
    expect(openedIn(also(opened, before, answered))).toEqual([]);
  });

  it('calls new, and not opened, what was there for nobody before', () => {
    const own = { phase: 'before-update', surface: read, outcome: 'granted' } as const;
    const absent = { outcome: 'concealed', status: 404, sightings: [] } as const;
    expect(openedIn(changed(opened, own, absent))).toEqual([]);
    expect(judge(changed(opened, own, absent)).verdict.access?.brought).toEqual([read]);
  });

  it('takes what all were kept from for something that was there', () => {
    let run = changed(opened, { phase: 'before-update', surface: read }, { status: 403 });
    run = changed(run, { phase: 'before-update', surface: read }, { outcome: 'denied' });
    expect(openedIn(run)).toContain(`anonymous ${read}`);
  });

  it('tells what was closed, and what was removed', () => {
    const closed = also(also(also(compared, before, answered), after, {}), after, {});
    expect(judge(closed).verdict.access?.closed).toMatchObject([{ role: anonymous }]);
    const gone = changed(
      compared,
      { phase: 'after-update', surface: read },
      { outcome: 'concealed', status: 404, sightings: [] },
    );
    expect(judge(gone).verdict.access).toMatchObject({ closed: [], removed: [read] });
  });

  it('is inconclusive where nothing came out clearly on one side', () => {
    const strangers = { outcome: 'unclear', status: 503 } as const;
    const phase = 'after-update';
    let run = changed(compared, { phase, outcome: 'concealed' }, strangers);
    run = changed(run, { phase, outcome: 'denied' }, strangers);
    expect(result(run).verdict).toBe('inconclusive');
  });

  it('is violated, or inconclusive, where what all were kept from is given to others too', () => {
    const kept = { outcome: 'denied', status: 403, sightings: [] } as const;
    const run = changed(compared, { phase: 'before-update', surface: read }, kept);
    expect(result(run).verdict).toBe('holds');
    expect(result(also(run, after, answered)).verdict).toBe('inconclusive');
    const leak = { ...answered, outcome: 'granted', sightings: [tokenOf(0)] } as const;
    expect(result(also(run, after, leak)).verdict).toBe('violated');
  });

  it('is inapplicable where nobody asked three times for what is not theirs', () => {
    const seldom = new Map<string, number>();
    const attempts = healthy.attempts.filter(({ phase, outcome }) => {
      if (outcome === 'granted') return true;
      seldom.set(phase, (seldom.get(phase) ?? 0) + 1);
      return (seldom.get(phase) ?? 0) < 3;
    });
    const { verdict, reasons } = result({ ...healthy, attempts });
    expect(verdict).toBe('inapplicable');
    expect(reasons).toEqual([
      'nobody asked three times for what is not theirs on both sides of the update',
    ]);
  });

  it('compares exchanges of the same parameter alone', () => {
    const swap = { variant: 'exchanged', exchanged: 'another’s key' };
    const twice = (run: Run, how: Partial<Attempt>) =>
      also(also(also(run, before, how), before, how), before, how);
    const tried = twice(healthy, swap);
    expect(openedIn(also(tried, after, { ...answered, ...swap }))).toEqual([`anonymous ${read}`]);
    expect(openedIn(also(tried, after, { ...answered, ...swap, exchanged: 'own end' }))).toEqual(
      [],
    );
    expect(openedIn(also(tried, after, { ...answered, variant: 'exchanged' }))).toEqual([]);
  });

  it('is inapplicable without an update', () => {
    const attempts = healthy.attempts.filter(({ phase }) => phase === 'after-update');
    expect(result({ ...healthy, attempts }).verdict).toBe('inapplicable');
    const run = withPlan({ ...healthy, attempts }, { update: { expected: false, name: null } });
    expect(result(run).reasons).toEqual(['there was no update']);
    expect(judge(run).verdict.access).toBeNull();
  });
});

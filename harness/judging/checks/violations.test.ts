import { describe, expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, judge, nameField, tokenOf } from '../testing/history-builder.ts';
import type { Run } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';

const list = { viewer: 'a2', surface: surfaces.list.id, phase: 'after-update' } as const;
const foreign = [tokenOf(1, 1, '$[0].reason'), tokenOf(3, 1, '$[1].reason')];
const items = foreign.map((_, row) => ({ where: `$[${row}]`, sightings: [row], ids: [] }));
const leaking = also(alike('a1', 'a3'), list, { sightings: foreign, items });

/** A healthy run in which one account is of the same kind as another. */
function alike(model: string, account: string): Run {
  const healthy = healthyRun();
  const created = healthy.facts.filter((fact) => fact.fact === 'account-created');
  const cohort = created.find((fact) => fact.account === model)?.cohort ?? {};
  const facts = healthy.facts.map((fact) =>
    fact.fact === 'account-created' && fact.account === account ? { ...fact, cohort } : fact,
  );
  return { ...healthy, facts };
}

describe('a case', () => {
  it('keeps the breach that it is told by: attempt, recorded sighting and row', () => {
    const [item] = judge(leaking).cases;
    expect(item?.lead.recorded).toBe(foreign[0]);
    expect(item?.lead.item).toBe(items[0]);
    expect(item?.lead.attempt).toBe(item?.attempts[0]);
    expect(item?.lead.sighting).toEqual(item?.violation.sighting);
  });

  it('names each owner of whom something was received, however many it keeps attempts of', () => {
    const [item] = judge(leaking).cases;
    // Both owners are of one kind, and so are their places: one fault.
    expect(item?.violation.count).toBe(2);
    expect(item?.received).toMatchObject([{ viewer: 'a2', owners: ['a1', 'a3'] }]);
  });

  it('tells whose of it stood only in what somebody had made since the update', () => {
    // The visit of a1 is from before it, that of a3 from after it.
    const [item] = judge(leaking).cases;
    expect(item?.received[0]?.within).toEqual(new Map([['a3', new Set(['a3'])]]));
    const name = [{ ...tokenOf(3, nameField, '$[0].patient') }];
    const again = also(leaking, list, { sightings: name, items: [] });
    const [first] = judge(again).cases.filter(({ received }) =>
      received.some(({ owners }) => owners.length === 1),
    );
    expect(first?.received[0]?.within).toEqual(new Map());
  });

  it('names the trace ids of the first three attempts that showed it, and of no others', () => {
    const traces = ['4', '1', '3', '2'].map((digit) => digit.repeat(32));
    const made = (trace: string) => ({
      sightings: foreign,
      items,
      trace,
      sentAt: 5000 + Number(trace[0]),
    });
    const run = traces.reduce((all, trace) => also(all, list, made(trace)), alike('a1', 'a3'));
    const told = judge(run).verdict.violations.map((violation) => violation.traces);
    expect(told).toEqual([['1', '2', '3'].map((digit) => digit.repeat(32))]);
    expect(judge(leaking).verdict.violations.map((violation) => violation.traces)).toEqual([[]]);
  });

  it('says of nobody that they received their own', () => {
    const signedOut = {
      sessionState: 'signed-out',
      viewer: 'a3',
      surface: surfaces.read.id,
    } as const;
    const own = also(healthyRun(), signedOut, { outcome: 'granted', sightings: [tokenOf(3)] });
    const [item] = judge(own).cases;
    expect(item?.violation).toMatchObject({ kind: 'leak', owner: { account: 'a3' } });
    expect(item?.received).toEqual([]);
  });

  it('tells on which sides of the update it was seen, and not only on which first', () => {
    const before = { ...list, viewer: 'a1', phase: 'before-update' } as const;
    const change = { sightings: [tokenOf(0, 1, '$[0].reason')], items: [] };
    const earlier = also(healthyRun(), before, change);
    const both = also(earlier, { ...before, phase: 'after-update' }, change);
    const sides = (run: Run) =>
      judge(run)
        .verdict.violations.filter(({ invariant }) => invariant === 'no-foreign-listing')
        .map(({ phases }) => phases);
    expect(sides(earlier)).toEqual([['before-update']]);
    expect(sides(both)).toEqual([['before-update', 'after-update']]);
  });
});

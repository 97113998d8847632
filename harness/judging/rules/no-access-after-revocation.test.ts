import { describe, expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import {
  also,
  changed,
  finding,
  judge,
  nameField,
  reasonField,
  tokenOf,
  visitDigest,
  withFacts,
  withPlan,
  without,
} from '../testing/history-builder.ts';
import type { Sighting } from '../../domain/attempts/sighting.ts';
import { plan, surfaces } from '../testing/plan-of-tests.ts';
import { entitled, revoked, shared, sharedRun } from '../testing/shared-run.ts';

const id = 'no-access-after-revocation';
const run = sharedRun();
const { viewer, thing } = shared;
const after = { viewer, phase: 'after-update' } as const;
const read = { ...after, thing, surface: surfaces.read.id } as const;
const mine = { viewer, thing } as const;
const granted = { outcome: 'granted', status: 200 } as const;
const broken = (judged: ReturnType<typeof judge>) =>
  judged.verdict.violations.map(({ invariant }) => invariant);

describe('no-access-after-revocation', () => {
  it('holds where what had ended was refused, before the update and after it', () => {
    expect(finding(run, id)).toMatchObject({ verdict: 'holds', reasons: [], granted: 2 });
    expect(judge(run).verdict.verdict).toBe('holds');
  });

  it('is violated by what comes after the end, and no other invariant tells the same story', () => {
    const judged = judge(also(run, read, { ...granted, sightings: [tokenOf(1)] }));
    expect(broken(judged)).toEqual([id]);
    expect(judged.findings[id]).toMatchObject({ verdict: 'violated', breaches: [{ owner: 'a1' }] });
  });

  it('is violated by a row that is listed still, and by media', () => {
    const items = [0, 1].map((n) => ({ where: `$[${n}]`, sightings: [n], ids: [visitDigest(n)] }));
    const sightings = [0, 1].map((n) => tokenOf(n, reasonField, `$[${n}].reason`));
    const list = { ...after, surface: surfaces.list.id } as const;
    expect(broken(judge(also(run, list, { ...granted, sightings, items })))).toEqual([id]);
    const stream = { ...after, thing, surface: surfaces.stream.id } as const;
    expect(broken(judge(also(run, stream, { ...granted, digests: ['a1 ends'] })))).toEqual([id]);
  });

  it('takes media without a sign for what was shared, where it is what its owner is served', () => {
    const held = { ...mine, phase: 'before-update', surface: surfaces.stream.id } as const;
    const unsigned = { outcome: 'unclear', why: 'a 200 to a stranger' } as const;
    expect(finding(changed(run, held, unsigned), id)).toMatchObject({ verdict: 'holds' });
    const other = changed(run, held, { ...unsigned, digests: ['a placeholder'] });
    expect(finding(other, id)).toMatchObject({ verdict: 'inconclusive' });
  });

  it('leaves to the others what was never shared', () => {
    const foreign = { ...after, thing: 'a2.1', surface: surfaces.read.id } as const;
    const judged = judge(
      also(run, foreign, { ...granted, sightings: [tokenOf(2), tokenOf(2, nameField)] }),
    );
    expect(broken(judged)).toEqual(['no-foreign-reading']);
    const third = judge(
      also(run, { ...read, viewer: 'a2' }, { ...granted, sightings: [tokenOf(1)] }),
    );
    expect(broken(third)).toEqual(['no-foreign-reading']);
  });

  it('leaves to the others an owner’s details in a view of one’s own, unless what was shared stands beside them', () => {
    const list = { ...after, surface: surfaces.list.id } as const;
    const name = tokenOf(1, nameField, '$[1].name');
    const items = [0, 1].map((n) => ({ where: `$[${n}]`, sightings: [n], ids: [] }));
    const own = tokenOf(0, reasonField, '$[0].reason');
    const told = (sightings: readonly Sighting[]) =>
      broken(judge(also(run, list, { ...granted, sightings, items })));
    expect(told([own, name])).toEqual(['no-foreign-listing']);
    const row = [own, name, tokenOf(1, reasonField, '$[1].reason')];
    const [first, second] = items;
    const both = [first, { ...second, sightings: [1, 2] }] as typeof items;
    const listed = judge(also(run, list, { ...granted, sightings: row, items: both }));
    expect(new Set(broken(listed))).toEqual(new Set([id]));
  });

  it('is not violated while it is shared again, nor while that ends', () => {
    const refused = run.attempts.find((one) => one.viewer === viewer && one.phase === after.phase);
    const at = refused?.sentAt ?? 0;
    const again = withFacts(run, entitled(at - 9), revoked(at - 7, at - 2));
    const seen = { ...granted, sightings: [tokenOf(1)] };
    const times = [
      { sentAt: at - 9, answeredAt: at - 8 },
      { sentAt: at - 6, answeredAt: at - 1 },
    ];
    for (const time of times) {
      expect(broken(judge(also(again, read, { ...seen, ...time })))).toEqual([]);
    }
    expect(broken(judge(also(again, read, seen)))).toEqual([id]);
  });

  it('is inapplicable where nothing ends, with the reason that the definition gives', () => {
    const none = finding(healthyRun(), id);
    expect(none).toMatchObject({ verdict: 'inapplicable', reasons: [/neither shares nor links/] });
    const lacking = withPlan(healthyRun(), { lacks: { sharing: 'nothing can be shared' } });
    expect(finding(lacking, id).reasons).toEqual(['nothing can be shared']);
  });

  const only = { phase: 'before-update', outcome: 'granted' } as const;
  it.each([
    ['nothing was shared', withPlan(healthyRun(), { sharing: true }), 'nothing was shared'],
    [
      'a surface was not tried after the end',
      without(run, read),
      `was not tried after the update: ${surfaces.read.id}`,
    ],
    [
      'it had been refused while it was shared',
      changed(run, { ...mine, ...only, surface: surfaces.read.id }, { outcome: 'denied' }),
      `was not granted there to whom it was shared with, so that refusals after its end say nothing: ${surfaces.read.id}`,
    ],
    [
      'its owner was not granted it afterwards',
      without(run, { viewer: 'a1', phase: after.phase, surface: surfaces.read.id }),
      'not paired',
    ],
    [
      'what was tried was unclear',
      changed(run, read, { outcome: 'unclear', status: null, why: 'timeout' }),
      'unclear (timeout)',
    ],
    [
      'all of it ended after the update',
      {
        ...run,
        facts: run.facts.map((fact) =>
          fact.fact === 'revoked' ? { ...fact, from: justBefore(), at: justBefore() } : fact,
        ),
      },
      'nothing that had ended before the update',
    ],
    [
      'a share ends by itself long after the run',
      withFacts(run, revoked(plan.startedAt + 9e9, plan.startedAt + 9e9)),
      'only after the run: let share() ask for an end within 120 seconds',
    ],
  ])('is inconclusive where %s', (_, told, reason) => {
    const { verdict, reasons } = finding(told, id);
    expect(verdict).toBe('inconclusive');
    expect(reasons.join('\n')).toContain(reason);
  });
});

/** Just before the first attempt after the update on what was shared. */
function justBefore(): number {
  const first = run.attempts.find(
    (one) => one.viewer === viewer && one.thing === thing && one.phase === after.phase,
  );
  return (first?.sentAt ?? 0) - 1;
}

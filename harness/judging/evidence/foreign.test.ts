import { describe, expect, it } from 'vitest';
import { formerIdKey, idDigest } from '../../domain/ledger/id-digest.ts';
import { healthyRun } from '../testing/healthy-run.ts';
import {
  also,
  changed,
  finding,
  judge,
  nameField,
  tokenOf,
  visitDigest,
  visitIdOf,
  withFacts,
  withPlan,
} from '../testing/history-builder.ts';
import type { Run } from '../testing/history-builder.ts';
import { plan, surfaces } from '../testing/plan-of-tests.ts';

const healthy = healthyRun();
const list = { surface: surfaces.list.id, viewer: 'a2' };
const read = { surface: surfaces.read.id, viewer: 'a2' };
const strangeRow = {
  where: '$[1]',
  sightings: [],
  ids: [idDigest(formerIdKey(plan.run), 'of a stranger')],
};
const ownRow = { where: '$[0]', sightings: [0], ids: [visitDigest(2)] };
describe('rows of one’s own list', () => {
  const leaks = (run: Run) =>
    finding(run, 'no-foreign-listing').breaches.map(({ owner, sighting }) => [
      owner,
      sighting?.where,
    ]);

  it('leak by an unknown owner where nothing says whose they are', () => {
    expect(leaks(also(healthy, list, { items: [ownRow, strangeRow] }))).toEqual([[null, '$[1]']]);
  });

  it('are no leak beside a write to what serves to try writes on, which brought them', () => {
    const sightings = [visitIdOf(2), visitIdOf(1), tokenOf(1, nameField, '$[1].patient')];
    const items = [ownRow, { where: '$[1]', sightings: [1, 2], ids: [visitDigest(1)] }];
    const shown = also(healthy, list, { sightings, items });
    expect(leaks(shown)).toHaveLength(2);
    const contested = {
      type: 'fact',
      fact: 'contested',
      at: 1,
      account: 'a1',
      thing: 'a1.1',
    } as const;
    const trial = { trial: '1', write: 'PATCH /x', step: 1, owner: 'a1' };
    const writing = { ...trial, way: 'foreign-write' as const };
    const written = (run: Run) => also(withFacts(run, contested), read, { thing: 'a1.1', writing });
    expect(leaks(withFacts(shown, contested))).toHaveLength(1);
    expect(leaks(written(shown))).toEqual([]);
    const apart = { sightings, items: [ownRow, { where: '$[1]', sightings: [1], ids: [] }] };
    expect(leaks(written(also(healthy, list, apart)))).toHaveLength(1);
  });

  it('leak in another spelling of the list, and are a gap where it may be another resource', () => {
    const way = { variant: 'odd', changed: { method: 'GET', path: '/x/', headers: {} } };
    const items = [ownRow, strangeRow];
    const same = { ...way, changed: { ...way.changed, elsewhere: false }, items };
    expect(leaks(also(healthy, list, same))).toEqual([[null, '$[1]']]);
    const other = { ...way, changed: { ...way.changed, elsewhere: true }, items };
    expect(finding(also(healthy, list, other), 'no-foreign-listing')).toMatchObject({
      verdict: 'inconclusive',
      breaches: [],
      reasons: [expect.stringContaining('asked for in another way (odd)')],
    });
    const refused = { ...other, outcome: 'denied', status: 403, items: null } as const;
    expect(finding(also(healthy, list, refused), 'no-foreign-listing').verdict).toBe('holds');
  });

  it('are expected on a surface that says so', () => {
    const unattributed = plan.surfaces.map((surface) => ({
      ...surface,
      unattributed: 'a directory',
    }));
    expect(
      leaks(
        withPlan(also(healthy, list, { items: [ownRow, strangeRow] }), { surfaces: unattributed }),
      ),
    ).toEqual([]);
  });

  it('are attributed by ids of one’s own', () => {
    expect(
      leaks(also(healthy, list, { items: [{ ...strangeRow, ids: [visitDigest(2)] }] })),
    ).toEqual([]);
  });

  it('are not attributed by what everybody may see: a clinician’s name stands in everybody’s visits', () => {
    const sightings = [tokenOf(4, nameField)];
    expect(
      leaks(also(healthy, list, { sightings, items: [{ ...strangeRow, sightings: [0] }] })),
    ).toEqual([[null, '$[1]']]);
  });

  it('are not attributed by an id that others have too', () => {
    const shared = ['a1', 'a2'].map(
      (owner) =>
        ({
          type: 'fact',
          fact: 'thing-created',
          at: plan.startedAt + 9000,
          thing: `${owner}.1`,
          owner,
          phase: 'after-update',
          ids: { doctor: 'dr-1' },
        }) as const,
    );
    const run = withFacts(healthy, ...shared);
    const row = { ...strangeRow, ids: [idDigest(formerIdKey(plan.run), 'dr-1')] };
    expect(leaks(also(run, list, { items: [row] }))).toEqual([[null, '$[1]']]);
  });

  it('of a visit whose creation is not recorded are not held against staff, and make the run inconclusive', () => {
    const clinicians = { surface: surfaces.list.id, viewer: 'a4' };
    const row = {
      outcome: 'granted',
      status: 200,
      sightings: [tokenOf(1)],
      items: [{ where: '$[0]', sightings: [0], ids: [] }],
    } as const;
    const begun = withFacts(healthy, {
      type: 'fact',
      fact: 'field-planted',
      at: plan.startedAt,
      account: 'a1',
      field: 9,
      name: 'visit reason',
      thing: 'a1.2',
      carrier: 'token',
    });
    expect(leaks(also(begun, clinicians, row))).toEqual([]);
    expect(judge(begun).verdict.verdict).toBe('inconclusive');
    expect(leaks(also(begun, list, row))).toEqual([['a1', '$.reason']]);
  });

  it('leak to the clinician who is not entitled to them, and not to the one who is', () => {
    const clinicians = { surface: surfaces.list.id, viewer: 'a4' };
    const rowOf = (number: number) =>
      ({
        outcome: 'granted',
        status: 200,
        sightings: [tokenOf(number)],
        items: [{ where: '$[0]', sightings: [0], ids: [] }],
      }) as const;
    expect(leaks(also(healthy, clinicians, rowOf(0)))).toEqual([]);
    expect(leaks(also(healthy, clinicians, rowOf(1)))).toEqual([['a1', '$.reason']]);
  });

  it('are inconclusive in an unclear answer, even when a repetition comes out clean', () => {
    const unclear = also(healthy, list, {
      id: 'first',
      outcome: 'unclear',
      status: 500,
      items: [strangeRow],
      sightings: [],
    });
    const run = also(unclear, list, { retryOf: 'first' });
    expect(finding(run, 'no-foreign-listing')).toMatchObject({
      verdict: 'inconclusive',
      breaches: [],
    });
  });
});

describe('ids and unique values', () => {
  const unique = (account: number, field: string, where = '$') =>
    ({ kind: 'unique', account: `a${account}`, field, where, encoding: 'plain' }) as const;
  const leaks = (run: Run) =>
    finding(run, 'no-foreign-reading').breaches.map(({ sighting }) => sighting?.what);
  const reading = (sightings: Run['attempts'][number]['sightings']) =>
    also(healthy, { ...read, outcome: 'granted' }, { sightings: [tokenOf(2), ...sightings] });

  it('one id of another is a leak', () =>
    expect(leaks(reading([visitIdOf(1)]))).toEqual(['visit id']));
  it('one unique value is none', () => expect(leaks(reading([unique(1, 'phone')]))).toEqual([]));
  it('the same value twice is still one sign', () =>
    expect(leaks(reading([unique(1, 'phone'), unique(1, 'phone', '$.b')]))).toEqual([]));
  it('two of one owner are a leak', () =>
    expect(leaks(reading([unique(1, 'phone'), unique(1, 'birth')]))).toEqual(['phone', 'birth']));
  it('two of two owners are none', () =>
    expect(leaks(reading([unique(1, 'phone'), unique(0, 'birth')]))).toEqual([]));

  it('one in the field where its owner is shown it is a leak', () => {
    const own = { surface: surfaces.read.id, viewer: 'a1', thing: 'a1.1' };
    const shown = (where: string) =>
      also(
        healthy,
        { ...own, outcome: 'granted' },
        { sightings: [tokenOf(1), unique(1, 'phone', where)] },
      );
    const swapped = (run: Run, where: string) =>
      also(
        run,
        { ...read, outcome: 'granted' },
        { sightings: [tokenOf(2), unique(0, 'phone', where)] },
      );
    expect(leaks(swapped(shown('$.phone'), '$.phone'))).toEqual(['phone']);
    expect(leaks(swapped(shown('$.phone'), '$.help'))).toEqual([]);
    expect(leaks(swapped(shown('byte 12'), 'byte 12'))).toEqual([]);
  });

  it('in rows, both signs must stand in the same one', () => {
    const sightings = [tokenOf(2), unique(1, 'phone'), unique(1, 'birth')];
    const rows = (...indices: number[][]) =>
      indices.map((of, row) => ({ where: `$[${row}]`, sightings: of, ids: [visitDigest(2)] }));
    const apart = also(
      healthy,
      { ...list, outcome: 'granted' },
      { sightings, items: rows([0, 1], [2]) },
    );
    const together = also(
      healthy,
      { ...list, outcome: 'granted' },
      { sightings, items: rows([0], [1, 2]) },
    );
    expect(finding(apart, 'no-foreign-listing').breaches).toHaveLength(0);
    expect(finding(together, 'no-foreign-listing').breaches).toHaveLength(2);
  });
});

describe('entitlement', () => {
  const at =
    healthy.attempts.find(
      (one) => one.viewer === 'a2' && one.surface === surfaces.read.id && one.thing === 'a1.1',
    )?.sentAt ?? 0;
  const share = {
    type: 'fact',
    fact: 'entitled',
    at: at - 100,
    viewer: 'a2',
    owner: 'a1',
    thing: 'a1.1',
    field: null,
  } as const;
  const reads = changed(
    healthy,
    { ...read, thing: 'a1.1' },
    { outcome: 'granted', status: 200, sightings: [tokenOf(1)] },
  );

  it('makes a foreign token no leak', () => {
    expect(finding(reads, 'no-foreign-reading').breaches).toHaveLength(1);
    expect(finding(withFacts(reads, share), 'no-foreign-reading').breaches).toHaveLength(0);
  });

  it('that was revoked before makes it one again', () => {
    const revoked = {
      type: 'fact',
      fact: 'revoked',
      from: at - 60,
      at: at - 50,
      viewer: 'a2',
      owner: 'a1',
      thing: 'a1.1',
    } as const;
    const again = withFacts(reads, share, revoked);
    expect(finding(again, 'no-access-after-revocation').breaches).toHaveLength(1);
    expect(finding(again, 'no-foreign-reading').breaches).toHaveLength(0);
  });

  it('that is changing meanwhile judges neither way', () => {
    const revoked = {
      type: 'fact',
      fact: 'revoked',
      from: at + 5,
      at: at + 5000,
      viewer: 'a2',
      owner: 'a1',
      thing: 'a1.1',
    } as const;
    expect(finding(withFacts(reads, share, revoked), 'no-foreign-reading')).toMatchObject({
      verdict: 'holds',
      breaches: [],
    });
  });
});

describe('shrinking', () => {
  it('gives evidence, and is not counted', () => {
    const run = also(
      healthy,
      { ...read, outcome: 'granted' },
      { sightings: [tokenOf(1)], shrinking: true },
    );
    const { attempts, granted } = finding(healthy, 'no-foreign-reading');
    expect(finding(run, 'no-foreign-reading')).toMatchObject({
      verdict: 'violated',
      attempts,
      granted,
    });
    expect(judge(run).verdict.coverage.attempts).toBe(healthy.attempts.length);
  });
});

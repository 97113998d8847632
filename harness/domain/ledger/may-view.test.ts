import { describe, expect, it } from 'vitest';
import type { Fact } from './fact.ts';
import { deriveLedger } from './ledger.ts';
import { isHandedTo, mayView } from './may-view.ts';
import type { MayView } from './may-view.ts';

const plan = { run: 7 };
const phase = 'before-update';
const account = (number: number, role = 'patient', at = 1): Fact => ({
  type: 'fact',
  fact: 'account-created',
  at,
  account: `a${number}`,
  number,
  role,
  cohort: {},
  phase,
  ids: { person: `p${number}` },
  secondFactor: false,
});
const thing = (owner: number, ids = {}, at = 2): Fact => ({
  type: 'fact',
  fact: 'thing-created',
  at,
  thing: `a${owner}.1`,
  owner: `a${owner}`,
  phase,
  ids,
});
const entitled = (
  viewer: string,
  owner: number,
  more: { thing?: string; field?: string; at?: number; from?: number } = {},
): Fact => ({
  type: 'fact',
  fact: 'entitled',
  viewer,
  owner: `a${owner}`,
  thing: null,
  field: null,
  at: 10,
  ...more,
});
const revoked = (
  viewer: string,
  owner: number,
  from: number,
  at: number,
  of: string | null = null,
): Fact => ({ type: 'fact', fact: 'revoked', from, at, viewer, owner: `a${owner}`, thing: of });
const base = [
  account(1),
  account(2),
  account(3),
  account(4, 'clinician'),
  thing(1, { visit: 'v1', doctor: 'd' }),
  thing(2, { visit: 'v2', doctor: 'd' }),
];

const may = (
  facts: readonly Fact[],
  viewer: string,
  owner: number | null,
  [sentAt, answeredAt]: [number, number],
  more: { thing?: string; field?: string } = {},
): MayView =>
  mayView(deriveLedger(plan, [...base, ...facts]), {
    viewer,
    owner: owner === null ? null : `a${owner}`,
    thing: 'a1.1',
    field: 'reason',
    sentAt,
    answeredAt,
    ...more,
  });

describe('mayView', () => {
  it('lets owners see their own, and nobody what is nobody’s', () => {
    expect(may([], 'a1', 1, [5, 6])).toBe('yes');
    expect(may([], 'a2', 1, [5, 6])).toBe('no');
    expect(may([entitled('*', 1)], 'a2', null, [50, 60])).toBe('no');
  });

  it.each<[string, Fact, string, MayView]>([
    ['all of an owner’s', entitled('a2', 1), 'a2', 'yes'],
    ['the thing', entitled('a2', 1, { thing: 'a1.1' }), 'a2', 'yes'],
    ['another thing', entitled('a2', 1, { thing: 'a1.2' }), 'a2', 'no'],
    ['the field', entitled('a2', 1, { field: 'reason' }), 'a2', 'yes'],
    ['another field', entitled('a2', 1, { field: 'name' }), 'a2', 'no'],
    ['another viewer', entitled('a3', 1), 'a2', 'no'],
    ['everybody', entitled('*', 1), 'a2', 'yes'],
    ['everybody, and so anonymous', entitled('*', 1), 'anonymous', 'yes'],
    ['anonymous, and so everybody', entitled('anonymous', 1), 'a2', 'yes'],
    ['whoever is signed in', entitled('signed-in', 1), 'a2', 'yes'],
    ['whoever is signed in, and not anonymous', entitled('signed-in', 1), 'anonymous', 'no'],
    ['one by name, and not anonymous', entitled('a2', 1), 'anonymous', 'no'],
  ])('entitlement to %s', (_, fact, viewer, answer) =>
    expect(may([fact], viewer, 1, [50, 60])).toBe(answer),
  );

  it('lets whoever may see a thing see whose it is', () => {
    const ledger = deriveLedger(plan, [...base, entitled('a4', 1, { thing: 'a1.1' })]);
    const query = { viewer: 'a4', owner: 'a1', thing: null, sentAt: 50, answeredAt: 60 };
    expect(mayView(ledger, { ...query, field: 'name' })).toBe('yes');
    expect(mayView(ledger, { ...query, thing: 'a1.2', field: 'name' })).toBe('no');
  });

  it.each<[string, [number, number], MayView]>([
    ['before it', [1, 9], 'no'],
    ['over its beginning', [5, 15], 'changing'],
    ['during it', [10, 20], 'yes'],
    ['over the request to end it', [15, 22], 'changing'],
    ['while it ends', [21, 29], 'changing'],
    ['over its end', [25, 35], 'changing'],
    ['over all of it', [1, 99], 'changing'],
    ['after it', [31, 40], 'no'],
    ['after it was given again', [50, 60], 'yes'],
  ])('an attempt %s', (_, time, answer) => {
    expect(
      may(
        [entitled('a2', 1), revoked('a2', 1, 20, 30), entitled('a2', 1, { at: 45 })],
        'a2',
        1,
        time,
      ),
    ).toBe(answer);
  });

  it('is changing from when an entitlement was asked for', () => {
    const facts = [entitled('a2', 1, { from: 5 })];
    expect(may(facts, 'a2', 1, [1, 4])).toBe('no');
    expect(may(facts, 'a2', 1, [6, 7])).toBe('changing');
  });

  it('revoking one thing leaves the others', () => {
    const facts = [entitled('a2', 1), revoked('a2', 1, 20, 30, 'a1.2')];
    expect(may(facts, 'a2', 1, [50, 60])).toBe('yes');
    expect(may(facts, 'a2', 1, [50, 60], { thing: 'a1.2' })).toBe('no');
  });

  it('what is public stays so when one viewer’s entitlement is revoked', () => {
    expect(may([entitled('*', 1), revoked('a2', 1, 20, 30)], 'a2', 1, [50, 60])).toBe('yes');
  });
});

describe('isHandedTo', () => {
  const handed = (fact: Fact, owner: string) =>
    isHandedTo(
      deriveLedger(plan, [...base, fact]),
      { viewer: 'a2', sentAt: 50, answeredAt: 60 },
      { owner, thing: null },
    );

  it('counts what is named to the viewer, of patients', () => {
    expect(handed(entitled('a2', 1), 'a1')).toBe(true);
    expect(handed(entitled('a3', 1), 'a2')).toBe(true);
    expect(handed(entitled('a3', 1), 'a1')).toBe(false);
    expect(handed(entitled('*', 1), 'a1')).toBe(false);
    expect(handed(entitled('a2', 4), 'a4')).toBe(false);
  });
});

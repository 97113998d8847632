import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from './fact.ts';
import { deriveLedger, fieldKey, ownerOfToken } from './ledger.ts';
import { fieldOfToken, holdersOf, mayKnowId } from './may-view.ts';

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
const field = (owner: number, number: number, name: string, of: string | null): Fact => ({
  type: 'fact',
  fact: 'field-planted',
  at: 2,
  account: `a${owner}`,
  field: number,
  name,
  thing: of,
  carrier: 'token',
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

describe('deriveLedger', () => {
  it('knows whose a token is, and what it was planted in', () => {
    const ledger = deriveLedger(plan, [...base, field(1, 5, 'reason', 'a1.1')]);
    expect(ownerOfToken(ledger, { run: 7, account: 1, field: 5 })).toBe('a1');
    expect(fieldOfToken(ledger, { run: 7, account: 1, field: 5 })).toEqual({
      owner: 'a1',
      thing: 'a1.1',
      name: 'reason',
    });
    expect(fieldOfToken(ledger, { run: 7, account: 1, field: 6 })).toEqual({
      owner: 'a1',
      thing: null,
      name: 'field 6',
    });
  });

  it('knows nobody of another run, nor an account that was not created', () => {
    const ledger = deriveLedger(plan, base);
    expect(ownerOfToken(ledger, { run: 8, account: 1, field: 5 })).toBeNull();
    expect(ownerOfToken(ledger, { run: 7, account: 9, field: 5 })).toBeNull();
  });

  it('learns further ids of a thing, and since when', () => {
    const ledger = deriveLedger(plan, [...base, thing(1, { film: 'f1' }, 30)]);
    expect(ledger.things.get('a1.1')).toMatchObject({
      createdAt: 2,
      ids: { visit: 'v1', film: 'f1' },
    });
    expect(ledger.ids.get('a1.1')?.map(({ name, since }) => [name, since])).toEqual([
      ['visit', 2],
      ['doctor', 2],
      ['film', 30],
    ]);
    expect(ledger.contradictions).toEqual([]);
  });

  it('knows all who have an id', () => {
    const ledger = deriveLedger(plan, base);
    const sighting = {
      kind: 'id',
      account: 'a1',
      thing: 'a1.1',
      name: 'doctor',
      where: '',
      encoding: '',
    } as const;
    expect(holdersOf(ledger, sighting)).toEqual([
      { owner: 'a1', thing: 'a1.1' },
      { owner: 'a2', thing: 'a2.1' },
    ]);
    expect(
      mayKnowId(ledger, { viewer: 'a2', sentAt: 5, answeredAt: 6 }, holdersOf(ledger, sighting)),
    ).toBe('yes');
    expect(
      mayKnowId(ledger, { viewer: 'a3', sentAt: 5, answeredAt: 6 }, holdersOf(ledger, sighting)),
    ).toBe('no');
  });

  it.each<[string, Fact[]]>([
    ['an account that is two', [{ ...account(1, 'clinician', 3) }]],
    [
      'an account whose number is another’s',
      [
        {
          type: 'fact',
          fact: 'account-created',
          at: 3,
          account: 'a8',
          number: 1,
          role: 'patient',
          cohort: {},
          phase,
          ids: {},
          secondFactor: false,
        },
      ],
    ],
    [
      'a thing of two owners',
      [{ type: 'fact', fact: 'thing-created', at: 3, thing: 'a1.1', owner: 'a2', phase, ids: {} }],
    ],
    ['a thing of nobody', [thing(9)]],
    ['a field that is two', [field(1, 5, 'reason', null), field(1, 5, 'title', null)]],
    [
      'a session of two',
      [1, 2].map(
        (number) =>
          ({
            type: 'fact',
            fact: 'signed-in',
            at: 3,
            account: `a${number}`,
            session: 's',
            phase,
            secondFactorAsked: true,
          }) as const,
      ),
    ],
    [
      'an end of a session that never began',
      [{ type: 'fact', fact: 'signed-out', from: 3, at: 4, account: 'a1', session: 's' }],
    ],
  ])('says that there is %s, and keeps the earliest', (_, facts) => {
    const ledger = deriveLedger(plan, [...base, ...facts]);
    expect(ledger.contradictions).toHaveLength(1);
    expect(ledger.things.get('a1.1')?.owner).toBe('a1');
    expect(ledger.accounts.get('a1')?.role).toBe('patient');
  });

  it('does not depend on the order of the facts', () => {
    const facts = [
      ...base,
      field(1, 5, 'reason', 'a1.1'),
      field(1, 5, 'title', null),
      entitled('a2', 1),
      revoked('a2', 1, 20, 21),
      thing(1, { film: 'f' }, 5),
    ];
    const text = (some: readonly Fact[]) => {
      const { accounts, things, fields, entitled: may2, contradictions } = deriveLedger(plan, some);
      return JSON.stringify([[...accounts], [...things], [...fields], [...may2], contradictions]);
    };
    fc.assert(
      fc.property(
        fc.shuffledSubarray(facts, { minLength: facts.length }),
        (shuffled) => text(shuffled) === text(facts),
      ),
    );
    expect(deriveLedger(plan, facts).fields.get(fieldKey('a1', 5))?.name).toBe('reason');
  });
});

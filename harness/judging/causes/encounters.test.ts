import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Case } from '../../domain/verdict/case.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { partiesKey } from '../../domain/ledger/ledger.ts';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, judge, tokenOf } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';
import { findEncounters } from './encounters.ts';

const list = { viewer: 'a2', surface: surfaces.list.id, phase: 'after-update' } as const;
const run = healthyRun();
const leaking = also(run, list, { sightings: [tokenOf(1)], items: [] });
const { cases, ledger } = judge(leaking);
const saw = leaking.attempts.at(-1);
if (saw === undefined) throw new Error('the run lacks attempts');

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the run lacks it');
  return value;
}

/** Who looked in vain by one attempt, beside what another run shows. */
function unseenBy(change: Partial<Attempt>, of: typeof run) {
  const shown = { ...of, attempts: of.attempts.slice(0, -1) };
  const leak = { ...present(of.attempts.at(-1)), sightings: [tokenOf(1)], items: [] };
  const judged = judge({ ...shown, attempts: [...shown.attempts, leak] });
  return findEncounters([{ ...leak, ...change }], judged.ledger, [])(judged.cases).unseen;
}

/** Who looked in vain, had there been these attempts beside the one that showed something. */
function inVain(attempts: readonly Partial<Attempt>[], facts: readonly Fact[] = []) {
  const all = attempts.map((one) => ({ ...saw, ...one })) as Attempt[];
  return findEncounters(all, ledger, facts)(cases).unseen;
}

it('finds who received whose', () => {
  expect(findEncounters(leaking.attempts, ledger, [])(cases).seen).toContainEqual({
    viewer: 'a2',
    owner: 'a1',
  });
});

it('tells whether anybody asked for a certain owner’s', () => {
  const asked = (thing: string | null) => {
    const shown = also(run, list, { sightings: [tokenOf(1)], items: [], thing });
    const look = { ...present(shown.attempts.at(-1)), viewer: 'a3' };
    return findEncounters([look], ledger, [])(judge(shown).cases).asked;
  };
  expect([asked(null), asked('a1.1')]).toEqual([false, true]);
});

it('counts who looked in the same way, once each', () => {
  expect(inVain([{ viewer: 'a3' }, { viewer: 'a3' }])).toEqual([{ viewer: 'a3', owner: null }]);
});

it.each<[string, Partial<Attempt>]>([
  ['by another probe', { probe: 'another' }],
  ['in another variant', { variant: 'head' }],
  ['without a session', { sessionState: 'none' }],
  ['on the other side of the update', { phase: 'before-update' }],
  ['on another surface', { surface: surfaces.read.id }],
  ['without a clear answer', { outcome: 'unclear' }],
  ['for what is their own', { thing: 'a3.1' }],
  ['as staff', { viewer: 'a4' }],
])('does not count who looked %s', (_, change) => {
  expect(inVain([{ viewer: 'a3', ...change }])).toEqual([]);
});

it('counts neither what a viewer of some saw nothing of in a list, nor what they saw', () => {
  const asked = also(run, list, { sightings: [tokenOf(1)], items: [], thing: 'a1.1' });
  const look = asked.attempts.at(-1);
  if (look === undefined) throw new Error('the run lacks attempts');
  const unseen = (thing: string | null) =>
    findEncounters([{ ...look, thing }], ledger, [])(judge(asked).cases).unseen;
  expect(inVain([{}])).toEqual([]);
  expect(unseen('a1.1')).toEqual([]);
  expect(unseen('a3.1')).toEqual([{ viewer: 'a2', owner: 'a3' }]);
});

it('does not count who asked for a certain thing against who was shown others’ in a list, nor the other way round', () => {
  expect(inVain([{ viewer: 'a3', thing: 'a1.1' }])).toEqual([]);
  expect(unseenBy({ viewer: 'a3', thing: null }, also(run, list, { thing: 'a1.1' }))).toEqual([]);
});

describe('what was seen', () => {
  const received = (viewer: string, owner: string, ...makers: string[]): Case => ({
    ...present(cases[0]),
    received: [
      {
        viewer,
        owners: [owner],
        within: new Map(makers.length > 0 ? [[owner, new Set(makers)]] : []),
      },
    ],
  });
  const firstHandOf = (those: readonly Case[], isMaker = (_maker: string) => true) =>
    findEncounters([], ledger, [])(those).firstHand(isMaker);

  it('may have been handed on by those who made what it stood in, and are shown others’ themselves', () => {
    const direct = firstHandOf([received('a1', 'a2'), received('a2', 'a1', 'a1')]);
    expect(direct?.seen).toEqual([{ viewer: 'a1', owner: 'a2' }]);
    expect(direct?.makers).toEqual(new Set(['a1']));
  });

  it.each([
    ['nobody made it who is shown others’', [received('a1', 'a2'), received('a2', 'a3', 'a3')]],
    [
      'it was seen elsewhere too',
      [received('a1', 'a2'), received('a2', 'a1', 'a1'), received('a2', 'a1')],
    ],
    ['there is nothing else', [received('a1', 'a2', 'a2'), received('a2', 'a1', 'a1')]],
  ])('was not handed on where %s', (_, those) => {
    expect(firstHandOf(those)).toBeNull();
  });

  it('was not handed on by those of whom the rule says that they are not taken for others', () => {
    const those = [received('a1', 'a2'), received('a2', 'a1', 'a1')];
    expect(firstHandOf(those, (maker) => maker !== 'a1')).toBeNull();
  });

  it('may have come along with what is of one with whom its owner shares something', () => {
    const shares = { ...ledger, entitled: new Map([[partiesKey('a2', 'a3'), []]]) };
    const those = [received('a1', 'a2'), received('a1', 'a3')];
    const of = (book: typeof ledger) => findEncounters([], book, [])(those).firstHand(() => true);
    expect(of(ledger)).toBeNull();
    expect(of(shares)?.seen).toEqual([{ viewer: 'a1', owner: 'a2' }]);
  });

  it('by each of one other tells nothing of whom they are not taken for', () => {
    const asked = also(run, list, { sightings: [tokenOf(1)], items: [], thing: 'a1.1' });
    const ways = present(judge(asked).cases[0]).ways;
    const look = { ...present(asked.attempts.at(-1)), sightings: [] };
    const looks = ['a1', 'a2'].map((viewer) => ({ ...look, viewer, thing: 'a3.1' }));
    const of = (...those: Case[]) =>
      findEncounters(
        looks,
        ledger,
        [],
      )(those.map((one) => ({ ...one, ways }))).firstHand(() => true);
    const handed = received('a2', 'a1', 'a1');
    expect(of(received('a1', 'a2'), handed)).toMatchObject({
      asked: false,
      ofOne: true,
      unseen: [{ viewer: 'a2', owner: 'a3' }],
    });
    expect(of(received('a1', 'a2'), received('a1', 'a4'), handed)).toMatchObject({
      asked: true,
      unseen: [
        { viewer: 'a1', owner: 'a3' },
        { viewer: 'a2', owner: 'a3' },
      ],
    });
  });
});

it('counts of a lockout only who looked for their own', () => {
  const lockout = cases.map((item) => ({
    ...item,
    violation: { ...item.violation, kind: 'lockout' as const },
  }));
  const looks = ['a3.1', 'a1.1', null].map((thing) => ({ ...saw, viewer: 'a3', thing }));
  const { unseen } = findEncounters(looks, ledger, [])(lockout);
  expect(unseen).toEqual([{ viewer: 'a3', owner: null }]);
});

it('counts of what has ended only who looked for somebody’s who had let them see it', () => {
  const asked = also(run, list, { sightings: [tokenOf(1)], items: [], thing: 'a1.1' });
  const { cases: found } = judge(asked);
  const ended = found.map((item) => ({
    ...item,
    violation: { ...item.violation, invariant: 'no-access-after-revocation' },
  }));
  const looks = [{ ...present(asked.attempts.at(-1)), viewer: 'a3' }];
  const unseen = (book: typeof ledger) => findEncounters(looks, book, [])(ended).unseen;
  expect(unseen(ledger)).toEqual([]);
  const revoked = new Map([[partiesKey('a3', 'a1'), []]]);
  expect(unseen({ ...ledger, revoked })).toEqual([{ viewer: 'a3', owner: 'a1' }]);
});

it('does not count who looked with a session of the other side than they are told by', () => {
  const account = present(ledger.accounts.get('a3'));
  const session = present([...ledger.sessions.values()].find((one) => one.account === 'a3'));
  const of = (told: string) => {
    const accounts = new Map([
      ['a3', { ...account, cohort: { ...account.cohort, session: told } }],
    ]);
    const book = { ...ledger, accounts: new Map([...ledger.accounts, ...accounts]) };
    const looks = [{ ...saw, viewer: 'a3', session: session.id }];
    return findEncounters(looks, book, [])(cases).unseen;
  };
  const [side, other] =
    session.phase === 'after-update' ? ['after', 'before'] : ['before', 'after'];
  expect(of(side ?? '')).toHaveLength(1);
  expect(of(other ?? '')).toEqual([]);
});

it('does not count who looked before they did what makes their kind', () => {
  const became = (at: number): Fact => ({
    type: 'fact',
    fact: 'became',
    at,
    account: 'a3',
    levels: { call: 'switched' },
  });
  expect(inVain([{ viewer: 'a3' }], [became(saw.sentAt + 1)])).toEqual([]);
  expect(inVain([{ viewer: 'a3' }], [became(saw.sentAt)])).toHaveLength(1);
});

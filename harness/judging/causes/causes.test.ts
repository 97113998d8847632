import { describe, expect, it } from 'vitest';
import type { AccountId, Cohort } from '../../domain/accounts/account.ts';
import type { Case } from '../../domain/verdict/case.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Violation } from '../../domain/verdict/verdict.ts';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, judge, tokenOf } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';
import { causesOf } from './causes.ts';
import type { FindEncounters } from './encounters.ts';

const list = { viewer: 'a2', surface: surfaces.list.id, phase: 'after-update' } as const;
function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the healthy run lacks it');
  return value;
}

const [found] = judge(also(healthyRun(), list, { sightings: [tokenOf(1)], items: [] })).cases;
const model = present(found);
const { ledger } = judge(healthyRun());

/** Sixty patients: every second one is of the app, every fifth one has switched to video. */
const kinds = new Map<AccountId, Cohort>(
  Array.from({ length: 60 }, (_, index) => [
    `p${index}`,
    { client: index % 2 === 0 ? 'app' : 'web', call: index % 5 === 0 ? 'switched' : 'audio' },
  ]),
);
const patient = present([...ledger.accounts.values()].find(({ role }) => role === 'patient'));
const accounts = new Map([...kinds.keys()].map((id) => [id, { ...patient, id }]));
const everybody = [...kinds.keys()];
const switched = everybody.filter((id) => kinds.get(id)?.['call'] === 'switched');

function sawOthers(
  surface: string,
  viewers: readonly string[],
  more: Partial<Violation> = {},
  phases: readonly Phase[] = ['after-update'],
  owners: readonly AccountId[] = ['p1'],
): Case[] {
  return viewers.map((viewer) => ({
    ...model,
    violation: {
      ...model.violation,
      id: `${surface} ${viewer} ${more.kind ?? ''}`,
      surface,
      phases: [...phases],
      ...more,
    },
    received: [{ viewer, owners: [...owners], within: new Map() }],
  }));
}

function causes(
  cases: readonly Case[],
  tried = everybody,
  of = kinds,
  encounters?: FindEncounters,
  people = accounts,
) {
  return causesOf(cases, {
    ledger: { ...ledger, accounts: people },
    kinds: of,
    titles: new Map([['no-access-after-sign-out', 'Signing out ends access']]),
    couldMeet: () => ({ viewers: new Set(tried), owners: new Set(everybody) }),
    encounters:
      encounters ??
      ((those) => {
        const seen = those.flatMap(({ received }) =>
          received.flatMap(({ viewer, owners }) => owners.map((owner) => ({ viewer, owner }))),
        );
        const unseen = tried.filter((id) => !seen.some(({ viewer }) => viewer === id));
        return {
          seen,
          unseen: unseen.map((viewer) => ({ viewer, owner: null })),
          asked: false,
          firstHand: () => null,
        };
      }),
    possibilities: { factors: { client: ['app', 'web'], call: ['switched', 'audio'] } },
  });
}

/** Of the first twelve: six of the app, and six of the web. */
const twelve = everybody.slice(0, 12);
const ofApp = twelve.filter((id) => kinds.get(id)?.['client'] === 'app');
const rules = (cases: readonly Case[], tried = twelve) =>
  causes(cases, tried).map(({ cohort, owners, surfaces: on }) => [cohort, owners, on]);

describe('causes', () => {
  it('are one over all surfaces, invariants and cases, where the viewers have the same in common', () => {
    const cases = [
      ...sawOthers('GET /replays', switched),
      ...sawOthers('GET /recordings/{recording}', switched, { invariant: 'no-foreign-reading' }),
      // By so few that they have more in common, by chance.
      ...sawOthers('GET /thumbnails', switched.slice(0, 1)),
    ];
    const [cause, ...more] = causes(cases);
    expect(more).toEqual([]);
    expect(cause).toMatchObject({
      title: 'patients (call switched) receive what is others’, seen after the update only',
      cohort: { call: 'switched' },
      invariants: ['no-foreign-listing', 'no-foreign-reading'],
      surfaces: ['GET /recordings/{recording}', 'GET /replays', 'GET /thumbnails'],
    });
    expect(cause?.violations).toHaveLength(25);
  });

  it('are two where one kind of account sees more than what everybody sees', () => {
    const cases = [...sawOthers('GET /names', everybody), ...sawOthers('GET /replays', switched)];
    expect(causes(cases).map(({ cohort, surfaces: on }) => [cohort, on])).toEqual([
      [{}, ['GET /names']],
      [{ call: 'switched' }, ['GET /replays']],
    ]);
  });

  it('are apart by what was done, since when, and to what was one’s own', () => {
    const signedOut = { invariant: 'no-access-after-sign-out' };
    const all = causes([
      ...sawOthers('GET /replays', switched),
      ...sawOthers('GET /old', switched, {}, ['before-update', 'after-update']),
      ...sawOthers('GET /me', switched, { kind: 'lockout' }),
      ...sawOthers('GET /notes', switched, signedOut),
    ]);
    expect(all.map(({ surfaces: on }) => on)).toHaveLength(4);
    expect(all.at(-1)?.surfaces).toEqual(['GET /me']);
    // What was one's own comes after what was others'.
    expect(all.at(-2)?.surfaces).toEqual(['GET /notes']);
    expect(all.map(({ title }) => title)).toContain(
      'patients (call switched) break a rule (Signing out ends access), seen after the update only',
    );
  });

  it('are two of as few as twelve accounts, where six of a kind and nobody else saw something', () => {
    const signedOut = { invariant: 'no-access-after-sign-out' };
    for (const more of [{}, signedOut])
      expect(
        rules([...sawOthers('GET /tapes', twelve, more), ...sawOthers('GET /visits', ofApp, more)]),
      ).toEqual([
        [{}, {}, ['GET /tapes']],
        [{ client: 'app' }, {}, ['GET /visits']],
      ]);
  });

  it('are one where too few of a kind saw something to tell, and that of the narrowest rule', () => {
    const few = ofApp.slice(0, 2);
    const open = sawOthers('GET /tapes', twelve);
    expect(rules([...open, ...sawOthers('GET /notes', few)])).toEqual([
      [{}, {}, ['GET /notes', 'GET /tapes']],
    ]);
    const visits = sawOthers('GET /visits', ofApp);
    expect(rules([...open, ...visits, ...sawOthers('GET /notes', few)])).toEqual([
      [{}, {}, ['GET /tapes']],
      [{ client: 'app' }, {}, ['GET /notes', 'GET /visits']],
    ]);
  });

  it('are two where no rule explains both, however few saw either', () => {
    const kindsOf = (client: string, call: string) =>
      twelve.filter(
        (id) => kinds.get(id)?.['client'] === client && kinds.get(id)?.['call'] === call,
      );
    const [webSwitched, appAudio] = [kindsOf('web', 'switched'), kindsOf('app', 'audio')];
    expect(webSwitched).toHaveLength(1);
    const both = [
      ...sawOthers('GET /tapes', webSwitched),
      ...sawOthers('GET /visits', appAudio.slice(0, 2)),
    ];
    const tried = [...kindsOf('web', 'audio'), ...webSwitched, ...appAudio.slice(0, 2)];
    expect(rules(both, [...tried, ...kindsOf('app', 'switched')])).toEqual([
      [{ client: 'app', call: 'audio' }, {}, ['GET /visits']],
      [{ client: 'web', call: 'switched' }, {}, ['GET /tapes']],
    ]);
  });

  it('are one where two would be told alike, by nothing', () => {
    const bits = (text: string): Cohort =>
      Object.fromEntries(text.split('').map((bit, index) => [`factor ${index}`, bit]));
    const of = new Map([
      ['p0', bits('1100')],
      ['p1', bits('0011')],
      ['p2', bits('0000')],
    ]);
    const cases = [...sawOthers('GET /tapes', ['p0']), ...sawOthers('GET /visits', ['p1'])];
    expect(causes(cases, ['p0', 'p1', 'p2'], of)).toHaveLength(1);
  });

  it('tell what those have in common whose data it was, and are two where that differs', () => {
    const since = ['after-update'] as const;
    const read = sawOthers('GET /letters/{letter}', twelve, {}, since, switched);
    expect(rules(read)).toEqual([[{}, { call: 'switched' }, ['GET /letters/{letter}']]]);
    const names = sawOthers('GET /names', twelve, {}, since, everybody);
    expect(rules([...read, ...names])).toEqual([
      [{}, { call: 'switched' }, ['GET /letters/{letter}']],
      [{}, {}, ['GET /names']],
    ]);
  });

  it('are one where the rule of one is that of the other, with what may matter there too', () => {
    const of = (client: string, call: string) =>
      everybody.filter(
        (id) => kinds.get(id)?.['client'] === client && kinds.get(id)?.['call'] === call,
      );
    const [saw, handed] = [of('app', 'audio').slice(0, 12), of('web', 'audio').slice(0, 3)];
    const visits = sawOthers('GET /visits', [...saw, ...handed]);
    const letters = sawOthers('GET /letters/{letter}', saw);
    const pairs = (ids: readonly AccountId[], owner: AccountId | null) =>
      ids.map((viewer) => ({ viewer, owner }));
    /** On the list nobody looked who has switched; some of the web were handed what they saw there. */
    const encounters: FindEncounters = (those) => {
      const lists = those.some(({ violation }) => violation.surface === 'GET /visits');
      const reads = those.some(({ violation }) => violation.surface !== 'GET /visits');
      const direct = {
        seen: pairs(saw, 'p1'),
        unseen: [
          ...pairs(of('web', 'audio'), null),
          ...(reads ? pairs(of('app', 'switched'), null) : []),
        ],
        asked: false,
      };
      if (!lists) return { ...direct, firstHand: () => null };
      const seen = [...direct.seen, ...pairs(handed, 'p1')];
      const unseen = direct.unseen.filter(({ viewer }) => !handed.includes(viewer));
      return { ...direct, seen, unseen, firstHand: () => ({ ...direct, makers: new Set(saw) }) };
    };
    const audio = [...of('app', 'audio'), ...of('web', 'audio')];
    const told = (cases: readonly Case[]) =>
      causes(cases, audio, kinds, encounters).map(({ cohort }) => cohort);
    expect(told(visits)).toEqual([{ client: 'app' }]);
    expect(told(letters)).toEqual([{ client: 'app', call: 'audio' }]);
    expect(told([...visits, ...letters])).toEqual([{ client: 'app', call: 'audio' }]);
  });

  it('are one of several roles where the same kind of patient is among them', () => {
    const roles = new Map(accounts).set('doctor', { ...patient, id: 'doctor', role: 'clinician' });
    const both = [
      ...sawOthers('GET /visits', switched),
      ...sawOthers('GET /letters', [...switched, 'doctor']),
    ];
    const told = (cases: readonly Case[]) =>
      causes(cases, everybody, kinds, undefined, roles).map(({ title }) => title);
    expect(told(both)).toEqual([
      'clinicians and patients (call switched) receive what is others’, seen after the update only',
    ]);
    // Of everybody nothing is told that makes them one.
    const names = sawOthers('GET /names', everybody);
    expect(told([...names, ...sawOthers('GET /notes', ['doctor'])])).toHaveLength(2);
  });

  it('have an id that does not depend on the order of cases or on the accounts', () => {
    const cases = sawOthers('GET /replays', switched);
    const ids = (those: readonly Case[]) => causes(those).map(({ id }) => id);
    expect(ids(cases.toReversed())).toEqual(ids(cases));
    expect(ids(cases.slice(1))).toEqual(ids(cases));
  });

  it('take in every violation of a judged run exactly once', () => {
    const { verdict } = judge(also(healthyRun(), list, { sightings: [tokenOf(1)], items: [] }));
    const named = verdict.causes.flatMap(({ violations }) => violations);
    expect(named.toSorted()).toEqual(verdict.violations.map(({ id }) => id).toSorted());
    expect(named.length).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from 'vitest';
import { type AccountId, anonymous, type Cohort } from '../../domain/accounts/account.ts';
import type { FirstHand } from './first-hand.ts';
import { explainGroup } from './explain-group.ts';

const factors = {
  region: ['uk', 'ie'],
  client: ['app', 'web'],
  call: ['audio', 'switched'],
};

/** Accounts by their levels' initials: `uas1` is from the UK, of the app, and has switched. */
const levels = { u: 'uk', i: 'ie', a: 'app', w: 'web', s: 'switched', c: 'audio' } as const;
type Initial = keyof typeof levels;
const kindOf = (id: AccountId): Cohort => {
  const [region, client, call] = id.split('') as [Initial, Initial, Initial];
  return { region: levels[region], client: levels[client], call: levels[call] };
};

const pairsOf = (ids: readonly AccountId[]) => ids.map((viewer) => ({ viewer, owner: null }));

/** `otherwise`: who looked, in another way. */
function explain(
  saw: readonly AccountId[],
  not: readonly AccountId[],
  byChance: Cohort = {},
  otherwise: readonly AccountId[] = [],
  firstHand: FirstHand | null = null,
) {
  const all = [...saw, ...not, ...otherwise];
  const party = { accounts: new Set(saw), among: new Set(all), levels: byChance };
  const none = { accounts: new Set<AccountId>(), among: new Set<AccountId>(), levels: {} };
  const group = { viewers: party, owners: none };
  const kinds = new Map(all.map((id) => [id, id === anonymous ? {} : kindOf(id)]));
  const { viewers, undecided, ...rest } = explainGroup(
    group,
    { seen: pairsOf(saw), unseen: pairsOf(not), asked: false, firstHand: () => firstHand },
    kinds,
    { factors },
  );
  return {
    viewers,
    undecided: undecided.viewers,
    rules: rest.rules.map((rule) => rule.viewers),
    sawNothing: rest.sawNothing,
  };
}

const pair = { region: 'uk', call: 'switched' };

describe('a group', () => {
  it('is explained by a pair of levels, however few saw it', () => {
    expect(explain(['uas1', 'uws1'], ['ias1', 'iws1', 'uac1', 'uwc1'])).toEqual({
      viewers: pair,
      undecided: {},
      rules: [pair],
      sawNothing: 0,
    });
  });

  it('is told by what the smallest of its rules share, with all of them', () => {
    const { viewers, rules, undecided, sawNothing } = explain(['uas1'], ['iws1', 'uac1']);
    expect(viewers).toEqual({ call: 'switched' });
    expect(rules).toEqual([pair, { client: 'app', call: 'switched' }]);
    expect(undecided).toEqual({ region: 'uk', client: 'app' });
    expect(sawNothing).toBe(1);
  });

  it('tells what may matter too: nobody of the other level looked', () => {
    const { viewers, undecided } = explain(['uas1', 'uas2'], ['iac1', 'uac1', 'ias1', 'iwc1']);
    expect(viewers).toEqual(pair);
    expect(undecided).toEqual({ client: 'app' });
  });

  it('stays explained where one of many of its kind saw nothing, and says so', () => {
    const saw = ['uas1', 'uws1', 'uas2'];
    const { viewers, rules, sawNothing } = explain(saw, ['uas3', 'ias1', 'uac1']);
    expect([viewers, rules, sawNothing]).toEqual([pair, [pair], 1]);
  });

  it('is told by what is no chance where as many of each kind saw nothing', () => {
    const { viewers, rules, sawNothing } = explain(['uas1', 'uac1'], ['uas2', 'uac2', 'iws1']);
    expect([viewers, rules, sawNothing]).toEqual([{}, [], 3]);
    expect(explain(['uas1'], ['uas2'], { region: 'uk' }).viewers).toEqual({ region: 'uk' });
  });

  it('is told by what all have who could look in that way, where others could look in another', () => {
    const app = ['uas1', 'uas2', 'uas3', 'uas4', 'uas5'];
    const web = ['iwc1', 'iwc2', 'iwc3', 'iwc4', 'iwc5', 'iws1', 'uws1'];
    const { viewers } = explain(app, ['uac1', 'ias1'], {}, web);
    expect(viewers).toEqual({ ...pair, client: 'app' });
    expect(explain(app, ['uac1', 'ias1', 'uws1'], {}, web).viewers).toEqual({
      ...pair,
      client: 'app',
    });
    expect(explain([...app, 'uws2'], ['uac1', 'ias1'], {}, web).viewers).toEqual(pair);
  });

  it('leaves out what was handed on, where that alone lets its rule take in who saw nothing', () => {
    const app = ['uas1', 'uas2', 'uas3'];
    const direct = (makers: readonly AccountId[]) => ({
      seen: pairsOf(app),
      unseen: pairsOf(['uws1', 'uws2']),
      asked: false,
      makers: new Set(makers),
    });
    const by = (makers: readonly AccountId[]) =>
      explain([...app, 'uws1'], ['uws2'], {}, [], direct(makers));
    expect(by(['uas1'])).toMatchObject({ viewers: { client: 'app' }, sawNothing: 0 });
    // Those whom the rule does not take in were not taken for others by it, and handed nothing on.
    expect(by(['uws1'])).toMatchObject({ viewers: {}, sawNothing: 1 });
  });

  it('is of any account where whoever has not signed in saw it too', () => {
    expect(explain(['uas1', 'uas2'], ['iws1', 'ias1', 'uac1']).viewers).toEqual(pair);
    expect(explain(['uas1', 'uas2', anonymous], ['iws1', 'ias1', 'uac1'])).toEqual({
      viewers: {},
      undecided: {},
      rules: [{}],
      sawNothing: 0,
    });
  });

  it('is of any account where everybody saw it', () => {
    expect(explain(['uas1', 'iwc1', 'uwc1'], [])).toEqual({
      viewers: {},
      undecided: {},
      rules: [{}],
      sawNothing: 0,
    });
  });
});

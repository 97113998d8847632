import { expect, it } from 'vitest';
import type { Cohort } from './account.ts';
import type { Fact } from '../ledger/fact.ts';
import { kindsOfAccounts } from './kinds-of-accounts.ts';
import { deriveLedger } from '../ledger/ledger.ts';

function created(number: number, cohort: Cohort): Fact {
  return {
    type: 'fact',
    fact: 'account-created',
    at: 1,
    account: `a${number}`,
    number,
    role: 'patient',
    cohort,
    phase: 'after-update',
    ids: {},
    secondFactor: false,
  };
}
const became = (account: string, at: number, call: string): Fact => ({
  type: 'fact',
  fact: 'became',
  at,
  account,
  levels: { call },
});
const accounts = [
  created(1, { region: 'uk', call: 'audio' }),
  created(2, { region: 'ie', call: 'switched' }),
];
const kinds = (facts: readonly Fact[]) =>
  Object.fromEntries(kindsOfAccounts(deriveLedger({ run: 1 }, facts), facts));

it('are the cohorts where no deeds were recorded', () => {
  expect(kinds(accounts)).toEqual({
    a1: { region: 'uk', call: 'audio' },
    a2: { region: 'ie', call: 'switched' },
  });
});

it('are what accounts did last, and not what they were only meant to do', () => {
  const facts = [...accounts, became('a1', 3, 'switched'), became('a1', 2, 'audio')];
  expect(kinds(facts)).toEqual({ a1: { region: 'uk', call: 'switched' }, a2: { region: 'ie' } });
});

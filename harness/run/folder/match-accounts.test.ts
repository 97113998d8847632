import { expect, it } from 'vitest';
import { matchAccounts, type Wanted } from './match-accounts.ts';

const account = (cohort: Record<string, string>, role = 'patient') => ({ role, cohort });

it('gives an account that fits several needs to the one that no other account fits', () => {
  const any = account({});
  const gold = account({ tier: 'gold' });
  const doctor = account({}, 'clinician');
  const wanted: Wanted[] = [
    { role: 'patient', cohort: { tier: 'gold', session: 'after' } },
    { role: 'patient', cohort: { tier: 'basic', session: 'after' } },
    { role: 'clinician', cohort: {} },
    { role: 'patient', cohort: { tier: 'gold', session: 'before' } },
  ];
  const matched = matchAccounts(wanted, [any, gold, doctor]);
  expect(wanted.map((one) => matched.get(one))).toEqual([gold, any, doctor, undefined]);
});

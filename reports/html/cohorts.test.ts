import { expect, it } from 'vitest';
import { violatedRun } from '../testing/samples.ts';
import { cohortSection } from './cohorts.ts';

it('counts accounts by what they did, as the banner does', () => {
  const input = violatedRun();
  const kinds = new Map([...input.ledger.accounts.keys()].map((id) => [id, { call: 'did-both' }]));
  const factors = { call: ['did-both'] };
  const section = cohortSection({ ...input, kinds, plan: { ...input.plan, factors } });
  const row = /did-both[\s\S]*?<strong class="bad">(\d+)/.exec(section.markup);
  expect(Number(row?.[1])).toBeGreaterThan(1);
});

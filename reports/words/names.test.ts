import { expect, it } from 'vitest';
import { holdingRun } from '../testing/sample-run.ts';
import { violatedRun } from '../testing/samples.ts';
import { commonKindWords, namesOfAccounts } from './names.ts';
import { person } from './people.ts';

const phrases = {
  region: { uk: 'UK', ie: 'Irish' },
  call: { 'audio-then-video': 'who switched to video' },
};
const holding = holdingRun();
const phrased = { ...holding, plan: { ...holding.plan, phrases } };

it('names accounts by the phrases of the definition, before the noun or after it, with a number', () => {
  expect(person(phrased, 'a5')).toBe('UK patient who switched to video, no. 2 (a5)');
  // The level has no phrase.
  expect(person(phrased, 'a6')).toMatch(/^Irish patient, no\. \d+ \(a6\)$/);
  expect(person(phrased, 'a28')).toBe('clinician a28');
  expect(person(phrased, 'anonymous')).toBe('somebody not signed in');
});

it('names them by their levels where there are no phrases', () => {
  expect(person(holding, 'a5')).toBe('patient of region uk, call audio-then-video, no. 2 (a5)');
});

it('gives no two accounts the same name', () => {
  for (const input of [holding, phrased, violatedRun()]) {
    const names = [...namesOfAccounts(input).values()];
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(27);
  }
});

it('names an account by what it did, not by what it was meant to do', () => {
  const kinds = new Map([...holding.kinds, ['a1', { region: 'uk', call: 'audio-then-video' }]]);
  expect(person({ ...phrased, kinds }, 'a1')).toContain('who switched to video');
});

it('tells each level that accounts have in common, with and without a phrase', () => {
  const cohort = { region: 'uk', call: 'video', booking: 'after' };
  expect(commonKindWords(phrased, 'patients', cohort)).toBe(
    'UK patients (call video, booking from after the update)',
  );
});

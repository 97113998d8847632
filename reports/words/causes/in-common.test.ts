import { expect, it } from 'vitest';
import type { Cause } from '../../../harness/domain/verdict/cause.ts';
import { kindsOfAccounts } from '../../incident/who.ts';
import { indexHtml } from '../../html/page.ts';
import { renderTerminal } from '../../terminal.ts';
import { violatedRun } from '../../testing/samples.ts';
import { causeSentence } from './cause-sentence.ts';
import { impact } from './impact.ts';
import { toldCauses } from './told-causes.ts';

it('says of one cause of several what is in common by it, as the incident report does', () => {
  const input = violatedRun();
  const [cause] = input.verdict.causes;
  if (cause === undefined) throw new Error('the sample has no cause');
  const none: Cause = { ...cause, id: 'other', cohort: {}, violations: [] };
  const several = { ...input, verdict: { ...input.verdict, causes: [cause, none] } };
  expect(impact(several)[1]).toMatch(/^What they have in common by the first cause: region uk, /);
  const unlike = { ...input, verdict: { ...input.verdict, causes: [{ ...cause, cohort: {} }] } };
  expect(impact(unlike).join(' ')).not.toContain('in common');
  const told = (of: typeof input) => JSON.stringify(kindsOfAccounts(of));
  expect(told(unlike)).toContain('(of several kinds)');
  expect(told(input)).toContain(
    '(all of them: region uk, call audio-then-video; 4 other accounts of that kind looked',
  );
  expect(told(several)).toContain('by cause: see below');
});

it('says what those whose data it was have in common', () => {
  const input = violatedRun();
  const causes = input.verdict.causes.map((cause) => ({
    ...cause,
    owners: { booking: 'before', account: 'before' },
  }));
  const old = { ...input, verdict: { ...input.verdict, causes } };
  const kind = 'account and booking from before the update';
  expect(impact(old)).toContain(`What all whose data came have in common: ${kind}.`);
  expect(JSON.stringify(kindsOfAccounts(old))).toContain(`(all of them: ${kind})`);
  const [told] = toldCauses(old);
  expect(told && causeSentence(old, told)).toContain(
    `receive what is others’ (the others: ${kind}), since`,
  );
});

it('names no kind of a further cause without those of it who saw nothing', () => {
  const input = violatedRun();
  const [cause] = input.verdict.causes;
  if (cause === undefined) throw new Error('the sample has no cause');
  const [first = '', ...rest] = cause.violations;
  const causes = [
    { ...cause, id: 'first', cohort: {}, violations: [first] },
    { ...cause, violations: rest },
  ];
  const several = { ...input, verdict: { ...input.verdict, causes } };
  const nothing = 'other accounts of that kind looked, and saw nothing of others’';
  const terminal = renderTerminal(several, { colour: false, width: 1000, folder: 'runs/x' });
  expect(terminal).toContain(nothing);
  expect(JSON.stringify(kindsOfAccounts(several))).toContain(nothing);
  expect(indexHtml(several, new Map())).toContain(nothing);
});

import { expect, it } from 'vitest';
import type { ReportInput } from '../input.ts';
import { holdingRun } from '../testing/sample-run.ts';
import { indexHtml } from './page.ts';

const run = holdingRun();
const shown = (url: string | null) => {
  const input: ReportInput = { ...run, verdict: { ...run.verdict, url } };
  return /<dt>Address<\/dt>\s*<dd>([^<]*)/.exec(indexHtml(input, new Map()))?.[1];
};

it('tells at which address the deployment was, or that it was there for the run alone', () => {
  expect(shown('https://staging.acme.test/eu')).toBe('https://staging.acme.test/eu');
  expect(shown(null)).toBe('started by Chaperone');
});

it('counts the grants of the positive control, and not those of each invariant again', () => {
  const invariants = run.verdict.invariants.map((result) => ({
    ...result,
    granted: result.id === 'own-access' ? 7 : 9,
  }));
  const html = indexHtml({ ...run, verdict: { ...run.verdict, invariants } }, new Map());
  expect(html).toContain('7 times an owner was shown to reach what is theirs');
});

it('tells how many of the accounts swept, where properties and scenarios made others', () => {
  const lede = (accounts: number) => {
    const coverage = { ...run.verdict.coverage, accounts, sweptAccounts: 20 };
    const html = indexHtml({ ...run, verdict: { ...run.verdict, coverage } }, new Map());
    return /([^>]*) tried 11 surfaces/.exec(html)?.[1];
  };
  expect(lede(84)).toBe('84 accounts (20 in the sweep)');
  expect(lede(20)).toBe('20 accounts');
});

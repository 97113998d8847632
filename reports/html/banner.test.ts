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

it('counts a grant once, however many invariants rely on it', () => {
  const invariants = run.verdict.invariants.map((result) => ({ ...result, granted: 7 }));
  const html = indexHtml({ ...run, verdict: { ...run.verdict, invariants } }, new Map());
  expect(html).toContain('7 times an owner was shown to reach what is theirs');
});

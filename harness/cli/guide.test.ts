import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const guide = await readFile(join(root, 'docs/your-deployment.md'), 'utf8');

/** The reasons that the guide explains: the first column of its table, in code. */
function reasonsIn(page: string): string[] {
  const [, table = ''] = /^\| a reason such as .*\n\|.*\n((?:\|.*\n)+)/m.exec(page) ?? [];
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, reason = '']) => reason);
}

/** What stays of a reason without what differs from run to run: `…` and numbers. */
function fixedParts(reason: string): string[] {
  return reason
    .split(/…|\d+/)
    .map((part) => part.trim())
    .filter((part) => /\w/.test(part));
}

it('the guide explains reasons that a run gives', async () => {
  const sources: string[] = [];
  for await (const file of glob('{harness,reports}/**/*.ts', { cwd: root }))
    if (!file.includes('test')) sources.push(await readFile(join(root, file), 'utf8'));
  const reasons = reasonsIn(guide);
  expect(reasons.length).toBeGreaterThan(4);
  const isPrinted = (reason: string) =>
    fixedParts(reason).every((part) => sources.some((source) => source.includes(part)));
  expect(reasons.filter((reason) => !isPrinted(reason))).toEqual([]);
});

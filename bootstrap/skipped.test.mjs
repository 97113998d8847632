import { expect, it } from 'vitest';
import { playwrightSkipped, skippedInWords, vitestSkipped } from './skipped.mjs';

it("are read from vitest's report, with what their names say that they need", () => {
  const assertionResults = [
    { status: 'passed', fullName: 'a key is read (needs openssl)' },
    { status: 'skipped', fullName: 'a sign-off is verified (needs cosign 2)' },
    { status: 'todo', fullName: 'a key is revoked' },
  ];
  expect(vitestSkipped({ testResults: [{ assertionResults }, { assertionResults: [] }] })).toEqual([
    { name: 'a sign-off is verified', why: 'needs cosign 2' },
    { name: 'a key is revoked', why: null },
  ]);
});

it("are read from Playwright's report, suites in suites too", () => {
  /** @param {string} title @param {string} status @param {object[]} annotations */
  const spec = (title, status, ...annotations) => ({ title, tests: [{ status, annotations }] });
  const skip = { type: 'skip', description: 'there are no pages' };
  const inner = { specs: [spec('calls', 'skipped', skip), spec('lists', 'expected')] };
  const report = { suites: [{ suites: [inner], specs: [spec('books', 'skipped')] }] };
  expect(playwrightSkipped(report)).toEqual([
    { name: 'books', why: null },
    { name: 'calls', why: 'there are no pages' },
  ]);
});

it('are told by name with the reason, or that there is none', () => {
  expect(skippedInWords([])).toEqual([]);
  const all = [
    { name: 'a sign-off is verified', why: 'needs cosign 2' },
    { name: 'books', why: null },
  ];
  expect(skippedInWords(all)).toEqual([
    'Skipped:',
    '- a sign-off is verified: needs cosign 2',
    '- books: it does not say why',
  ]);
});

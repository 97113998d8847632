import { expect, it } from 'vitest';
import { failedInWords, playwrightFailed, vitestFailed } from './failed.mjs';

it("are read from vitest's report, with the beginning of the reason, and files that do not load", () => {
  const passed = { status: 'passed', fullName: 'a key is read', failureMessages: [] };
  const failed = {
    status: 'failed',
    fullName: ' a key is revoked',
    failureMessages: ['\u001B[31mAssertionError: expected 1 to be 2\u001B[39m\n    at key.test.ts'],
  };
  const report = {
    testResults: [
      { status: 'failed', name: 'key.test.ts', message: '', assertionResults: [passed, failed] },
      { status: 'failed', name: 'lock.test.ts', message: 'no such file', assertionResults: [] },
      { status: 'passed', name: 'door.test.ts', message: '', assertionResults: [] },
    ],
  };
  expect(vitestFailed(report)).toEqual([
    { name: 'a key is revoked', why: 'AssertionError: expected 1 to be 2' },
    { name: 'lock.test.ts', why: 'no such file' },
  ]);
});

it("are read from Playwright's report by the last try, suites in suites too", () => {
  /** @param {string} title @param {string} status @param {string[]} messages */
  const spec = (title, status, ...messages) => ({
    title,
    tests: [{ status, results: messages.map((message) => ({ error: { message } })) }],
  });
  const inner = { specs: [spec('calls', 'unexpected', 'late', 'refused'), spec('lists', 'flaky')] };
  const report = { suites: [{ suites: [inner], specs: [spec('books', 'unexpected')] }] };
  expect(playwrightFailed(report)).toEqual([
    { name: 'books', why: 'it does not say why' },
    { name: 'calls', why: 'refused' },
  ]);
});

it('are told by name, each reason in a line of bounded length', () => {
  expect(failedInWords([])).toEqual([]);
  const messages = ['x'.repeat(5000)];
  const assertionResults = [{ status: 'failed', fullName: 'books', failureMessages: messages }];
  const lines = failedInWords(vitestFailed({ testResults: [{ assertionResults }] }));
  expect(lines).toEqual(['Failed:', `- books: ${'x'.repeat(300)}`]);
});

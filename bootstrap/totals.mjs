/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 */

/**
 * @param {any} report of vitest's json reporter
 * @returns {Totals}
 */
export function vitestTotals({ numPassedTests, numFailedTests, numPendingTests, ...report }) {
  // A file that does not even load has no tests to count, and has failed all the same.
  const broken = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + (report.numTodoTests ?? 0),
  };
}

/**
 * @param {any} report of Playwright's json reporter
 * @returns {Totals}
 */
export function playwrightTotals({ stats }) {
  return {
    // `flaky` passed in the end, which is how Playwright itself counts.
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  };
}

/**
 * What a step adds to the totals, and what is wrong with it. Never green by silence: a step that
 * failed counts at least one failure, whatever its report says; so does one that ran no test.
 *
 * @param {{ name: string, code: number, totals: Totals | undefined, counts: boolean }} step
 *   `counts`: it is there to run tests
 * @returns {{ totals: Totals, complaint: string | undefined }}
 */
export function judgeStep({ name, code, totals, counts }) {
  const own = totals ?? { passed: 0, failed: 0, skipped: 0 };
  const complaint =
    code !== 0
      ? `${name} failed (exit code ${code})`
      : counts && own.passed + own.failed === 0
        ? `${name} ran no test`
        : undefined;
  const failed = complaint === undefined ? own.failed : Math.max(own.failed, 1);
  return { totals: { ...own, failed }, complaint };
}

/**
 * @param {readonly Totals[]} all
 * @returns {Totals}
 */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const one of all) {
    total.passed += one.passed;
    total.failed += one.failed;
    total.skipped += one.skipped;
  }
  return total;
}

/**
 * @param {Totals} totals
 * @returns {string} such as `12 passed, 0 failed`, the last line of `npm test`
 */
export function describe({ passed, failed, skipped }) {
  const rest = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${passed} passed, ${failed} failed${rest}`;
}

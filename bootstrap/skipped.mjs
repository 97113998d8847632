/**
 * Which tests were skipped, and why, so that whoever reads the end of `npm test` knows what nobody tested here.
 *
 * @typedef {{ name: string, why: string | null }} Skipped
 */

/** Vitest's report has no reasons: the name of a test that may be skipped ends with what it needs. */
const needs = /\(needs ([^()]+)\)$/;

/**
 * @param {any} report of vitest's json reporter
 * @returns {Skipped[]}
 */
export function vitestSkipped({ testResults }) {
  return testResults
    .flatMap((/** @type {any} */ file) => file.assertionResults)
    .filter((/** @type {any} */ test) => ['skipped', 'pending', 'todo'].includes(test.status))
    .map((/** @type {any} */ { fullName }) => ({
      name: fullName.replace(needs, '').trim(),
      why: needs.test(fullName) ? `needs ${needs.exec(fullName)?.[1]}` : null,
    }));
}

/**
 * @param {any} report of Playwright's json reporter, or a suite of it
 * @returns {Skipped[]}
 */
export function playwrightSkipped({ suites = [], specs = [] }) {
  const own = specs.flatMap((/** @type {any} */ { title, tests }) =>
    tests
      .filter((/** @type {any} */ test) => test.status === 'skipped')
      .map((/** @type {any} */ { annotations }) => ({
        name: title,
        why:
          annotations.find((/** @type {any} */ { type }) => type === 'skip')?.description ?? null,
      })),
  );
  return [...own, ...suites.flatMap(playwrightSkipped)];
}

/**
 * @param {readonly Skipped[]} all
 * @returns {string[]} lines for the end of `npm test`
 */
export function skippedInWords(all) {
  if (all.length === 0) return [];
  return ['Skipped:', ...all.map(({ name, why }) => `- ${name}: ${why ?? 'it does not say why'}`)];
}

/**
 * Which tests failed, for the end of `npm test`: a log of CI is often read from its end, and may be cut before it.
 *
 * @typedef {{ name: string, why: string }} Failed
 */
import { stripVTControlCharacters } from 'node:util';

/** Most letters of a reason. */
const most = 300;

/**
 * @param {any} report of vitest's json reporter
 * @returns {Failed[]}
 */
export function vitestFailed({ testResults }) {
  return testResults.flatMap((/** @type {any} */ { status, name, message, assertionResults }) =>
    status === 'failed' && assertionResults.length === 0
      ? [{ name, why: beginning(message) }]
      : assertionResults
          .filter((/** @type {any} */ test) => test.status === 'failed')
          .map((/** @type {any} */ { fullName, failureMessages }) => ({
            name: fullName.trim(),
            why: beginning(failureMessages[0]),
          })),
  );
}

/**
 * @param {any} report of Playwright's json reporter, or a suite of it
 * @returns {Failed[]}
 */
export function playwrightFailed({ suites = [], specs = [] }) {
  const own = specs.flatMap((/** @type {any} */ { title, tests }) =>
    tests
      .filter((/** @type {any} */ test) => test.status === 'unexpected')
      .map((/** @type {any} */ { results }) => ({
        name: title,
        why: beginning(results.at(-1)?.error?.message),
      })),
  );
  return [...own, ...suites.flatMap(playwrightFailed)];
}

/**
 * @param {readonly Failed[]} all
 * @returns {string[]} lines for the end of `npm test`
 */
export function failedInWords(all) {
  if (all.length === 0) return [];
  return ['Failed:', ...all.map(({ name, why }) => `- ${name}: ${why}`)];
}

/**
 * The first line of a message, without colours.
 *
 * @param {string | undefined} message
 */
function beginning(message) {
  const [line = ''] = stripVTControlCharacters(message ?? '').split('\n');
  return line === '' ? 'it does not say why' : line.slice(0, most);
}

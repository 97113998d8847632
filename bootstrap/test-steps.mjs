/**
 * What `npm test` runs, in order.
 *
 * @typedef {object} TestStep
 * @property {string} name
 * @property {string[]} run a script and its arguments, for Node 24
 * @property {'vitest' | 'playwright'} [runner] counts tests, and writes a report to read them from
 */

const vitest = 'node_modules/vitest/vitest.mjs';

/** @type {TestStep[]} */
export const steps = [
  { name: 'check', run: ['checks/main.mjs'] },
  { name: 'unit', runner: 'vitest', run: [vitest, 'run', '--project', 'unit'] },
  { name: 'runs', runner: 'vitest', run: [vitest, 'run', '--project', 'runs'] },
  { name: 'examples', runner: 'vitest', run: [vitest, 'run', '--project', 'examples'] },
  { name: 'properties', runner: 'vitest', run: [vitest, 'run', '--project', 'properties'] },
  { name: 'scenarios', runner: 'playwright', run: ['node_modules/playwright/cli.js', 'test'] },
];

/**
 * @param {TestStep} step
 * @param {string} report where the runner shall write what it counted
 * @returns {{ args: string[], env: Record<string, string> }} the terminal keeps its own reporter
 */
export function withReport({ run, runner }, report) {
  switch (runner) {
    case 'vitest': {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      return { args: [...run, ...reporters], env: {} };
    }
    case 'playwright':
      return {
        args: [...run, '--reporter=list,json'],
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      };
    default:
      return { args: run, env: {} };
  }
}

/**
 * @param {readonly string[]} names that the user gave; none means all
 * @returns {TestStep[] | undefined} undefined when a name is not one of ours
 */
export function chosenSteps(names) {
  const known = names.every((name) => steps.some((step) => step.name === name));
  if (!known) return undefined;
  return names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name));
}

/**
 * What `npm run <name> -- …` runs, once everything it needs is there.
 *
 * @typedef {object} Command
 * @property {string} script started with Node 24
 * @property {string[]} [args] come before the user's own
 * @property {boolean} [browser] whether a browser must be there
 */

/** @type {Record<string, Command>} */
export const commands = {
  verify: { script: 'harness/cli/main.ts', args: ['verify'], browser: true },
  chaperone: { script: 'harness/cli/main.ts' },
  clinic: { script: 'clinic/server.ts' },
  test: { script: 'bootstrap/test.mjs', browser: true },
  check: { script: 'checks/main.mjs' },
  format: { script: 'checks/format.mjs' },
  bench: { script: 'bench/main.ts' },
  catalogue: { script: 'catalogue/main.ts', browser: true },
  fuzz: { script: 'harness/run/testing/fuzz/main.ts' },
  build: { script: 'bootstrap/build.mjs' },
  'example:solid': { script: 'examples/community-solid-server/main.mjs', browser: true },
  'example:fhir': { script: 'examples/fhir-r4/main.mjs', browser: true },
  'example:proxy': { script: 'examples/behind-a-proxy/main.mjs', browser: true },
  'check:pack': { script: 'checks/pack.mjs' },
  'check:sign-off': { script: 'checks/sign-off.mjs' },
};

/**
 * @param {string} name of the command
 * @param {readonly string[]} args the user's own
 * @returns {boolean} whether a browser must be there; asking for help needs none
 */
export function needsBrowser(name, args) {
  if (args.includes('--help') || args.includes('-h')) return false;
  // `npm run chaperone -- verify` is `npm run verify`.
  const asked = name === 'chaperone' ? args.find((arg) => !arg.startsWith('-')) : name;
  return asked === 'seed' || commands[asked ?? '']?.browser === true;
}

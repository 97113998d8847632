/**
 * Where a browser may come from, in order. Pure: facts about the machine in, a plan out.
 *
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env
 * @property {string} playwrightsOwn where Playwright keeps, or would keep, its Chromium
 * @property {(name: string) => string | undefined} onPath
 * @property {boolean} hasApt Debian, Ubuntu and their kin
 * @property {boolean} isRoot
 *
 * @typedef {object} Candidate
 * @property {string} path
 * @property {string} from
 * @property {boolean} [required] named by the user for us: when it does not start, nothing else
 *   is tried in its stead
 */

/**
 * The headless shell comes first, where the system has it: the same engine, without the windows, menus and extensions
 * that nobody sees, starts in half the time and at half the cost. It is what Playwright itself starts by default.
 */
const pathNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/**
 * @param {Machine} machine
 * @returns {Candidate[]} best first; whether they exist is for the caller to see
 */
export function candidates({ env, playwrightsOwn, onPath }) {
  /** @type {Candidate[]} */
  const found = [];
  if (env.CHAPERONE_BROWSER) {
    return [{ path: env.CHAPERONE_BROWSER, from: 'CHAPERONE_BROWSER', required: true }];
  }
  for (const name of ['PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH', 'CHROME_PATH']) {
    const path = env[name];
    if (path) found.push({ path, from: name });
  }
  found.push({ path: playwrightsOwn, from: 'Playwright' });
  for (const name of pathNames) {
    const path = onPath(name);
    if (path !== undefined) found.push({ path, from: 'PATH' });
  }
  return found;
}

const apt = 'apt-get -o DPkg::Lock::Timeout=120';
const installed = (/** @type {string} */ name) =>
  `${apt} install -y --no-install-recommends ${name}`;

/**
 * @param {Machine} machine
 * @param {{ node: string, playwright: string }} tools Node, and the script of Playwright's CLI
 * @returns {import('./install.mjs').Installation[]} to try one after the other
 */
export function installations({ hasApt, isRoot }, { node, playwright }) {
  const why = 'no Chromium was found, and calls and pages are verified in a real one';
  /** @type {import('./install.mjs').Installation[]} */
  const steps = [
    {
      what: "Playwright's Chromium",
      how: 'playwright install chromium',
      why,
      command: node,
      // Playwright tells no one where its headless shell lies, so that the whole browser is started.
      args: [playwright, 'install', '--no-shell', 'chromium'],
      hopeless:
        /Error: getaddrinfo|E(?:CONNREFUSED|NETUNREACH|TIMEDOUT)|timed out|Download failure/,
      silenceMs: 60_000,
      remedy: 'Or name a Chromium in CHAPERONE_BROWSER.',
    },
  ];
  if (hasApt && isRoot) {
    steps.push({
      what: "the system's Chromium",
      how: 'apt-get install chromium',
      why: "Playwright's Chromium could not be installed, or does not start here",
      command: 'sh',
      // Ubuntu has no headless shell.
      args: [
        '-c',
        `${apt} update && { ${installed('chromium-headless-shell')} || ${installed('chromium')}; }`,
      ],
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      silenceMs: 180_000,
      remedy: 'Or install a Chromium yourself and name it in CHAPERONE_BROWSER.',
    });
  }
  return steps;
}

/**
 * @param {Machine} machine
 * @returns {string} what to do when no browser could be found or installed
 */
export function remedy({ hasApt, isRoot }) {
  const own = 'set CHAPERONE_BROWSER to the path of a Chromium or Chrome';
  if (hasApt && !isRoot) return `Run "sudo apt-get install chromium" and try again, or ${own}.`;
  return `Install Chromium or Chrome and try again, or ${own}.`;
}

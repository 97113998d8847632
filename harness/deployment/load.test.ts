import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const surfaces = new URL('./surfaces.ts', import.meta.url).href;
const valid = `{
  name: process.env.CLINIC_NAME ?? 'Acme', url: 'https://acme.test', release: () => '1',
  accounts: { create: () => ({ credentials: {} }), signIn() {}, signOut: { none: 'nothing to sign out of' } },
  consultations: { create: () => ({}) },
  surfaces: [{ id: 'GET /a', gives: 'list', path: '/a', needs: [] }],
}`;

/** Folders with the files in them, and what loading from there shall give. */
const cases = {
  typed: {
    'chaperone.config.ts': `const definition: unknown = ${valid};\nexport default definition;`,
  },
  plain: { 'chaperone.config.js': `export default ${valid}` },
  first: {
    'chaperone.config.ts': `export default { ...${valid}, name: 'typed' }`,
    'chaperone.config.mjs': `export default ${valid}`,
  },
  'environment file': {
    'chaperone.config.mjs': `export default ${valid}`,
    '.env': 'CLINIC_NAME=From file\nPRESET=lost',
  },
  preset: {
    'chaperone.config.mjs': `export default { ...${valid}, name: process.env.PRESET }`,
    '.env': 'PRESET=From file',
  },
  nothing: {},
  fallback: {
    'fallback/chaperone.config.js': `export default ${valid}`,
    '.env': 'CLINIC_NAME=Beside cwd',
  },
  pool: {
    'else/where.mjs': `const d = ${valid}; const { create: _, ...rest } = d.accounts;
      export default { ...d, openApi: 'spec/api.yaml', accounts: { ...rest, pool: 'people/accounts.json' } }`,
  },
  named: { 'else/where.mjs': `export default ${valid}`, 'else/.env': 'CLINIC_NAME=Beside it' },
  misnamed: {},
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

// In a process of its own: vitest imports otherwise than Node does, and the environment is changed.
const script = `
  import { loadDefinition } from '${new URL('./load.ts', import.meta.url).href}';
  const outcomes = {};
  for (const [name, request] of Object.entries(JSON.parse(process.env.REQUESTS))) {
    delete process.env.CLINIC_NAME;
    const fallback = request.fallback && new URL(request.fallback);
    outcomes[name] = await loadDefinition({ ...request, fallback }).then(
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
    const requests: Record<string, { cwd: string; config?: string; fallback?: string }> = {};
    await writeFile(join(root, 'package.json'), '{ "type": "module" }');
    for (const [name, files] of Object.entries(cases)) {
      const cwd = join(root, name);
      requests[name] = { cwd };
      await mkdir(cwd);
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(cwd, path)), { recursive: true });
        await writeFile(join(cwd, path), content);
      }
    }
    const folder = (name: Case) => ({ cwd: join(root, name) });
    requests['named'] = { ...folder('named'), config: 'else/where.mjs' };
    requests['pool'] = { ...folder('pool'), config: 'else/where.mjs' };
    requests['misnamed'] = { ...folder('misnamed'), config: 'none.ts' };
    const fallback = pathToFileURL(join(root, 'fallback', 'fallback', 'chaperone.config.js')).href;
    requests['fallback'] = { ...folder('fallback'), fallback };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', script],
      {
        env: { ...process.env, REQUESTS: JSON.stringify(requests), PRESET: 'From environment' },
      },
    );
    outcomes = JSON.parse(stdout);
  });
  afterAll(() => rm(root, { recursive: true }));

  it.each<[Case, string, string]>([
    ['typed', 'Acme', 'chaperone.config.ts'],
    ['plain', 'Acme', 'chaperone.config.js'],
    ['first', 'typed', 'chaperone.config.ts'],
    ['environment file', 'From file', 'chaperone.config.mjs'],
    ['preset', 'From environment', 'chaperone.config.mjs'],
    ['fallback', 'Beside cwd', 'fallback/chaperone.config.js'],
    ['named', 'Beside it', 'else/where.mjs'],
  ])('loads: %s', (name, deployment, file) => {
    expect(outcomes[name]).toEqual({ name: deployment, file: join(root, name, file) });
  });

  it('takes the accounts file from beside the definition', () => {
    expect(outcomes['pool']?.pool).toBe(join(root, 'pool', 'else', 'people', 'accounts.json'));
    expect(outcomes['pool']?.openApi).toBe(
      pathToFileURL(join(root, 'pool', 'else', 'spec', 'api.yaml')).href,
    );
  });

  it.each<[Case, RegExp, RegExp]>([
    ['nothing', /there is no chaperone\.config\.ts, .*nothing$/, /--config/],
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

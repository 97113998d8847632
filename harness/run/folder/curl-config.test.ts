import { execFile } from 'node:child_process';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CookieJar } from 'tough-cookie';
import { expect, it, onTestFinished, vi } from 'vitest';
import { writeCurlConfig } from './curl-config.ts';
import { createRunFolder } from './run-folder.ts';
import { keepSecrets } from './secrets-of-run.ts';
import { emptyFolder } from '../testing/work-folder.ts';

const awkward = 'Bearer "quoted" back\\slash $(touch pwned) `id` \u00A3';

/** Writes a run in which a1 has two sessions. Its secrets lie below the current folder, as those of any run do. */
async function run(header = awkward): Promise<string> {
  const root = await emptyFolder();
  const before = process.cwd();
  vi.stubEnv('CHAPERONE_KEY', undefined);
  process.chdir(root);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    process.chdir(before);
  });
  const folder = join(root, 'reports/runs/one');
  await mkdir(join(root, 'reports'), { recursive: true });
  await createRunFolder(folder, {
    schema: 1,
    run: 1,
    name: 'one',
    deployment: 'd',
    url: 'https://d.test',
    seed: 1,
    startedAt: 0,
    parts: ['sweep'],
    factors: {},
    strength: 3,
    cohortTuples: { covered: 0, total: 0 },
    update: { expected: true, name: null },
    surfaces: [],
    lacks: {},
    accept: [],
  });
  const jar = new CookieJar();
  jar.setCookieSync('sid=mine; Path=/; HttpOnly; Secure', 'https://d.test/');
  jar.setCookieSync('sid=theirs; Path=/', 'https://elsewhere.test/');
  const session = {
    account: 'a1',
    state: 'open',
    phase: 'before-update',
    jar: jar.serializeSync(),
    origins: ['https://d.test'],
  } as const;
  await keepSecrets(folder, {
    cohorts: [],
    idKey: 'k',
    handOver: {
      headers: { 'x-api-key': 'of all' },
      accounts: [],
      things: [],
      shares: [],
      sessions: [
        { ...session, id: 'a1.s1', state: 'signed-out', headers: {} },
        { ...session, id: 'a1.s2', headers: { authorization: header } },
        { ...session, id: 'a1.s3', headers: {} },
      ],
    },
  });
  return folder;
}

it('writes the headers of the first open session into a file that only its owner can read', async () => {
  const { file } = await writeCurlConfig(await run(), 'a1');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(file).toMatch(/\.chaperone\/one\/a1\.s2\.curl$/);
  expect(await readFile(file, 'utf8')).toBe(
    `header = "x-api-key: of all"\nheader = "authorization: ${awkward.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"\nheader = "cookie: sid=mine"\n`,
  );
});

it('writes the headers of a session that is named', async () => {
  const { file } = await writeCurlConfig(await run(), 'a1', 'a1.s1');
  expect(await readFile(file, 'utf8')).toBe(
    'header = "x-api-key: of all"\nheader = "cookie: sid=mine"\n',
  );
});

it('writes the headers of every request for an anonymous viewer', async () => {
  const { file } = await writeCurlConfig(await run(), 'anonymous');
  expect(await readFile(file, 'utf8')).toBe('header = "x-api-key: of all"\n');
});

it('lets no header value add another header or an option of curl', async () => {
  const { file } = await writeCurlConfig(await run('x"\r\nurl = "file:///etc/passwd'), 'a1');
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toBe('header = "authorization: x\\"url = \\"file:///etc/passwd"');
});

it('lists the accounts and sessions when there is no such session', async () => {
  await expect(writeCurlConfig(await run(), 'a2')).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining('of a2'),
    remedy: 'Choose one of: a1 (a1.s1), a1 (a1.s2), a1 (a1.s3).',
  });
});

const hasCurl = await promisify(execFile)('curl', ['--version']).then(
  () => true,
  () => false,
);

it.skipIf(!hasCurl)('makes curl send the same headers (needs curl)', async () => {
  const { serve } = await import('../../exercise/http/serve.test-support.ts');
  const url = await serve((request, response) => void response.end(request.headers.authorization));
  const { file } = await writeCurlConfig(await run(), 'a1');
  const { stdout } = await promisify(execFile)('curl', ['--silent', '--config', file, url]);
  // HTTP headers are bytes; Node shows them as Latin-1.
  expect(stdout).toBe(Buffer.from(awkward).toString('latin1'));
});

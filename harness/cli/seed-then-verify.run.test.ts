import { createHash } from 'node:crypto';
import {
  cp,
  mkdir,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workFolder, writeDefinition, type WorkFolder } from '../run/testing/work-folder.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

const update = ({ folder }: WorkFolder) => writeFile(join(folder, 'updated'), '');

async function seeded(env: Record<string, string> = {}): Promise<WorkFolder & { run: string }> {
  const at = await workFolder();
  const ended = await chaperoneHere(at.folder, ['seed', '--only', 'sweep'], env);
  expect(ended).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      'Seeded. After the update:\n  npm run -s chaperone -- verify --run ',
    ),
  });
  return { ...at, run: await realpath(join(at.folder, 'reports/runs/latest')) };
}

async function secretsOf({ folder }: WorkFolder): Promise<string> {
  const run =
    (await readdir(join(folder, '.chaperone'))).find((name) => name !== '.gitignore') ?? '';
  return join(folder, '.chaperone', run, 'secrets.json');
}

describe('a run that is seeded before and verified after someone else\u2019s update', () => {
  it('gives a verdict, and forgets its secrets', async () => {
    const at = await seeded();
    await update(at);
    const ended = await chaperoneHere(at.folder, ['verify', '--run', 'reports/runs/latest']);
    expect(ended.code).toBe(0);
    expect(ended.out).toMatch(/Notes at http:\/\/\S+, release 1 → 2: 5 accounts/);
    expect(at.notes.accounts()).toBe(0);
    expect(await readdir(join(at.folder, '.chaperone'))).toEqual(['.gitignore']);
    expectPlain(ended);
  });

  it('is verified once; judging again changes no byte of the verdict', async () => {
    const at = await seeded();
    await update(at);
    await chaperoneHere(at.folder, ['verify', '--run', 'latest']);
    const verdict = await readFile(join(at.run, 'verdict.json'), 'utf8');
    const again = await chaperoneHere(at.folder, ['verify', '--run', 'latest']);
    expect(again).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('has been verified already'),
    });
    await rm(join(at.run, 'verdict.json'));
    expect(await chaperoneHere(at.folder, ['judge', 'latest'])).toMatchObject({
      code: 0,
      err: 'Seals of the history: not checked (the key goes with the run\u2019s secrets).\n',
    });
    expect(await readFile(join(at.run, 'verdict.json'), 'utf8')).toBe(verdict);
  });

  it('is named when another is seeded before it was verified', async () => {
    const at = await seeded();
    const again = await chaperoneHere(at.folder, ['seed', '--only', 'sweep']);
    const first = basename(at.run);
    expect(again).toMatchObject({ code: 0, err: expect.stringContaining(`The run ${first} was`) });
    expect(again.err).toContain(`npm run -s chaperone -- clean ${first}\n`);
    expectPlain(again);
  });

  it('is not seeded where nothing could be booked, and its accounts can be removed', async () => {
    const more = `consultations: { create: async () => { throw new Error('a line to fill in: clinicianId'); } }`;
    const at = await workFolder({ more });
    const ended = await chaperoneHere(at.folder, ['seed', '--only', 'sweep']);
    expect(ended.code).toBe(2);
    expect(ended.out).not.toContain('Seeded.');
    expect(ended.err).toContain('No consultation was created: there is nothing to protect.');
    expect(ended.err).toMatch(/failed: a line to fill in: clinicianId \(\d+ times/);
    const clean = /-- (clean .*)/.exec(ended.err)?.[1]?.split(' ') ?? [];
    expect(at.notes.accounts()).toBeGreaterThan(0);
    expect(await chaperoneHere(at.folder, clean)).toMatchObject({ code: 0 });
    expect(at.notes.accounts()).toBe(0);
    expectPlain(ended);
  });

  it('is inconclusive when nothing was updated', async () => {
    const { folder } = await seeded();
    const ended = await chaperoneHere(folder, ['verify', '--run', 'latest']);
    expect(ended.code).toBe(3);
    expect(ended.out).toContain(
      '- the release is 1 before and after the update: it changed nothing, or --same-release must say what',
    );
  });

  it('is found where a CI\u2019s artifact store made a copy of `latest`', async () => {
    const { folder, run } = await seeded();
    await rm(join(folder, 'reports/runs/latest'));
    await cp(run, join(folder, 'reports/runs/latest'), { recursive: true });
    expect((await chaperoneHere(folder, ['verify', '--run', 'reports/runs/latest'])).code).toBe(3);
    expect(await readdir(run)).toContain('verdict.json');
  });

  it('needs its secrets: missing, readable by others, or damaged is 2', async () => {
    const at = await seeded();
    const file = await secretsOf(at);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');
    for (const [content, mode, cause] of [
      [null, 0, 'there is no such file'],
      [text, 0o644, 'can be read by others'],
      ['{"hush', 0o600, 'is not JSON'],
      ['{}', 0o600, 'is damaged or of another version'],
    ] as const) {
      await rm(file, { force: true });
      if (content !== null) await writeFile(file, content, { mode });
      const ended = await chaperoneHere(at.folder, ['verify', '--run', 'latest']);
      expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining(cause) });
      expectPlain(ended, ['hush']);
    }
  });

  it('can be resumed only on the deployment that was seeded', async () => {
    const { folder } = await seeded();
    await mkdir(join(folder, 'other'));
    await writeDefinition(join(folder, 'other'), 'http://127.0.0.1:9');
    for (const args of [['verify', '--run'], ['clean']]) {
      const ended = await chaperoneHere(folder, [
        ...args,
        'latest',
        '--config',
        'other/chaperone.config.mjs',
      ]);
      expect(ended).toMatchObject({
        code: 2,
        err: expect.stringContaining('and the definition is that of http://127.0.0.1:9'),
      });
    }
  });

  it('can be resumed only with the definition that it was seeded with', async () => {
    const { folder, url } = await seeded();
    await mkdir(join(folder, 'other'));
    await writeDefinition(join(folder, 'other'), url, `name: 'Notes for clinicians'`);
    const args = ['verify', '--run', 'latest', '--config', 'other/chaperone.config.mjs'];
    expect(await chaperoneHere(folder, args)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(
        'was seeded for Notes, and the definition is that of Notes for clinicians.',
      ),
    });
  });

  it('is inconclusive while its history is empty', async () => {
    const { folder, run } = await seeded();
    await rm(join(run, 'history'), { recursive: true });
    const ended = await chaperoneHere(folder, ['judge', 'latest']);
    expect(ended.code).toBe(3);
    expect(ended.out).toContain('- nothing was attempted');
  });

  it('does not begin beside a copy of an earlier run named latest', async () => {
    const { folder } = await workFolder();
    await mkdir(join(folder, 'reports/runs/latest'), { recursive: true });
    expect(await chaperoneHere(folder, ['seed', '--only', 'sweep'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('would be taken for the run that begins now'),
    });
    expect(await readdir(join(folder, 'reports/runs'))).toEqual(['latest']);
  });

  it('in CI keeps its secrets encrypted, and opens them with the same key only', async () => {
    const env = { CI: 'true', CHAPERONE_KEY: 'the first long key' };
    const at = await seeded(env);
    const text = await readFile(await secretsOf(at), 'utf8');
    expect(text).not.toMatch(/session_|account_|password/);
    const wrong = await chaperoneHere(at.folder, ['verify', '--run', 'latest'], {
      ...env,
      CHAPERONE_KEY: 'the second long key',
    });
    expect(wrong).toMatchObject({
      code: 2,
      err: expect.stringContaining('CHAPERONE_KEY is another'),
    });
    expectPlain(wrong, ['first long', 'second long']);
    await update(at);
    expect((await chaperoneHere(at.folder, ['verify', '--run', 'latest'], env)).code).toBe(0);
  });

  it('leaves no secret in the run\u2019s folder', async () => {
    const at = await seeded();
    const { handOver } = JSON.parse(await readFile(await secretsOf(at), 'utf8')) as {
      handOver: {
        accounts: { credentials: Record<string, string>; persona: { password: string } }[];
        sessions: { jar: unknown }[];
      };
    };
    const secrets = [
      ...handOver.accounts.map(({ persona }) => persona.password),
      ...handOver.sessions.flatMap(({ jar }) => JSON.stringify(jar).match(/session_\w+/g) ?? []),
    ];
    expect(secrets.length).toBeGreaterThan(5);
    await update(at);
    await chaperoneHere(at.folder, ['verify', '--run', 'latest']);
    const files = await readdir(at.run, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const text = await readFile(join(file.parentPath, file.name), 'utf8');
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
  });

  it('is inconclusive, and does not hold, if its history was cut', async () => {
    const at = await seeded();
    await update(at);
    await chaperoneHere(at.folder, ['verify', '--run', 'latest']);
    const file = join(at.run, 'history/sweep-after.ndjson');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(`${file}.new`, lines.slice(0, -5).join('\n'));
    await rename(`${file}.new`, file);
    const ended = await chaperoneHere(at.folder, ['judge', 'latest']);
    expect(ended.code).toBe(3);
    expect(ended.out).toContain(
      '- sweep-after.ndjson: was not closed, so its end may be missing\n',
    );
  });

  it('is inconclusive if its history was changed and everything but the seal mended', async () => {
    const at = await seeded();
    const file = join(at.run, 'history/sweep-before.ndjson');
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const kept = lines.slice(0, -1).filter((line) => !line.includes('"type":"attempt"'));
    const digest = createHash('sha256')
      .update(`${kept.join('\n')}\n`)
      .digest('hex');
    const closed = { ...JSON.parse(lines.at(-1) ?? ''), records: kept.length + 1, digest };
    await writeFile(file, `${[...kept, JSON.stringify(closed)].join('\n')}\n`);
    const ended = await chaperoneHere(at.folder, ['judge', 'latest']);
    expect(ended.code).toBe(3);
    expect(ended.out).toContain(
      '- sweep-before.ndjson: was changed since it was written (its seal does not fit)\n',
    );
    expect(ended.err).not.toContain('not checked');
  });

  it.each(['digest and seal taken away', 'something admitted in the plan'])(
    'is inconclusive with %s, without the key',
    async (what) => {
      const at = await seeded();
      await update(at);
      expect((await chaperoneHere(at.folder, ['verify', '--run', 'latest'])).code).toBe(0);
      await rm(join(at.folder, '.chaperone'), { recursive: true, force: true });
      if (what.includes('plan')) {
        const path = join(at.run, 'plan.json');
        const plan = JSON.parse(await readFile(path, 'utf8'));
        const admitted = { what: 'gap', surface: 'GET /notes', reason: 'r', by: 'b' };
        plan.accept = [{ ...admitted, until: '2999-01-01' }];
        await writeFile(path, JSON.stringify(plan, null, 2));
      } else {
        const path = join(at.run, 'history/sweep-before.ndjson');
        const text = await readFile(path, 'utf8');
        await writeFile(path, text.replace(/,"digest":"\w+","seal":"\w+"/, ''));
      }
      const { code, out } = await chaperoneHere(at.folder, ['judge', 'latest']);
      expect(code).toBe(3);
      expect(out).toMatch(/its digest or seal is missing|plan\.json was changed since/);
    },
  );

  it('is inconclusive if a whole file of its history was lost', async () => {
    const at = await seeded();
    await update(at);
    await chaperoneHere(at.folder, ['verify', '--run', 'latest']);
    await rm(join(at.run, 'history/sweep-before.ndjson'));
    const ended = await chaperoneHere(at.folder, ['judge', 'latest']);
    expect(ended.code).toBe(3);
    expect(ended.out).toContain('- sweep-before.ndjson: was written, and is missing\n');
  });
});

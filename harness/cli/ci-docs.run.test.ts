import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { emptyFolder, workFolder } from '../run/testing/work-folder.ts';
import {
  actionScript,
  type Job,
  readAction,
  readRepositoryFile,
  type Workflow,
  yamlBlocks,
} from './testing/ci-steps.ts';
import { outsideCi } from './testing/outside-ci.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const github = await yamlBlocks('docs/ci/github.md');
const gitlab = await yamlBlocks('docs/ci/gitlab.md');
const publish = '.github/workflows/publish.yml';
const workflows = [...github, await readRepositoryFile(publish)];
const [onMerge, onRelease] = github.map((text) => parse(text) as Workflow);
const [pipeline, oneJob] = gitlab.map((text) => parse(text) as Record<string, Job>);

/** Up to three processes of a run each, on a machine that others use, too. */
const patience = 240_000;

/** What GitHub and GitLab do with a step's script. */
const shells = {
  github: ['--noprofile', '--norc', '-eo', 'pipefail'],
  gitlab: ['-eo', 'pipefail'],
};

/** Commands in place of npm's, so that a script needs no registry. Only sweeps are made: they say all that is asked here. */
async function stand(): Promise<string> {
  const folder = await emptyFolder();
  const npx = `#!/bin/bash
[[ "$1" == playwright ]] && exit 0
[[ "$1 $2" == "--no chaperone" ]] || exit 99
shift 2
[[ "$1" == seed || "$*" == *--update-command* ]] && set -- "$@" --only sweep
exec '${process.execPath}' '${main}' "$@"
`;
  await writeFile(join(folder, 'npx'), npx, { mode: 0o755 });
  await writeFile(join(folder, 'npm'), '#!/bin/sh\n[ "$1" = ci ]\n', { mode: 0o755 });
  return folder;
}

async function runScript(
  shell: keyof typeof shells,
  script: string,
  folder: string,
  env: Readonly<Record<string, string>> = {},
) {
  const path = `${await stand()}${delimiter}${process.env['PATH']}`;
  const all = {
    ...outsideCi(process.env),
    NODE_NO_WARNINGS: '1',
    PATH: path,
    CI: 'true',
    CHAPERONE_KEY: 'a passphrase of this test',
    ...env,
  };
  const asked = promisify(execFile)('bash', [...shells[shell], '-c', script], {
    cwd: folder,
    env: all,
  });
  return asked.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout + stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      out: stdout + stderr,
    }),
  );
}

/** A deployment with its definition, and a script that updates it. */
async function deployed() {
  const at = await workFolder();
  await writeFile(join(at.folder, 'deploy.sh'), '#!/bin/sh\n: > updated\n', { mode: 0o755 });
  return at;
}

/** A job's new workspace with what an artifact store hands over: modes are dropped, and links become copies. */
async function handedOver(from: string, paths: readonly string[]): Promise<string> {
  const folder = await emptyFolder();
  await cp(join(from, 'chaperone.config.mjs'), join(folder, 'chaperone.config.mjs'));
  for (const path of paths) {
    await mkdir(join(folder, path), { recursive: true });
    await cp(join(from, path), join(folder, path), { recursive: true, dereference: true });
  }
  for (const name of await readdir(folder, { recursive: true })) {
    const file = join(folder, name);
    if ((await stat(file)).isFile()) await chmod(file, 0o644);
  }
  return folder;
}

/** The outputs that a step wrote. */
async function outputsOf(file: string): Promise<Record<string, string>> {
  const text = await readFile(file, 'utf8');
  const found = text.matchAll(/^(\w+)<<(\S+)\n(.*?)\n\2$/gms);
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]));
}

describe('docs/ci/github.md', { timeout: patience }, () => {
  it('seeds, deploys and verifies in jobs that share an artifact only', async () => {
    const { seed, deploy, verify } = onRelease?.jobs ?? {};
    const at = await deployed();
    for (const { run } of [...(seed?.steps ?? []), ...(deploy?.steps ?? [])])
      if (run !== undefined)
        expect(await runScript('github', run, at.folder)).toMatchObject({ code: 0 });
    const kept = seed?.steps.find(({ uses }) => uses?.includes('upload-artifact'))?.with;
    expect(kept).toMatchObject({ 'include-hidden-files': true, 'retention-days': 1 });
    const paths = kept?.['path']?.trim().split('\n') ?? [];
    const folder = await handedOver(at.folder, paths);
    for (const name of await readdir(join(folder, '.chaperone'), { recursive: true }))
      if (/secrets\.json$|journal$/.test(name))
        expect(await readFile(join(folder, '.chaperone', name), 'utf8')).toContain(
          '"chaperone-sealed',
        );

    const used = verify?.steps.find(({ uses }) => uses === './node_modules/chaperone');
    const { script, env } = await actionScript(used?.with ?? {});
    const files = { GITHUB_OUTPUT: join(folder, 'o'), GITHUB_STEP_SUMMARY: join(folder, 's') };
    const ended = await runScript('github', script, folder, { ...env, ...files });
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('release 1 → 2') });
    expect(at.notes.accounts()).toBe(0);
    const outputs = await outputsOf(files.GITHUB_OUTPUT);
    expect(Object.keys(outputs).sort()).toEqual(Object.keys((await readAction()).outputs).sort());
    expect(outputs['verdict']).toBe('holds');
    const report = await readdir(outputs['folder'] ?? '');
    expect(report).toEqual(expect.arrayContaining(['results.sarif', 'summary.md', 'index.html']));
    expect(await readFile(files.GITHUB_STEP_SUMMARY, 'utf8')).toMatch(/^## ✅/);
  });

  it('removes what was seeded where the deployment failed', async () => {
    const { seed, verify } = onRelease?.jobs ?? {};
    const at = await deployed();
    for (const { run } of seed?.steps ?? [])
      if (run !== undefined) expect((await runScript('github', run, at.folder)).code).toBe(0);
    expect(at.notes.accounts()).toBeGreaterThan(0);
    const folder = await handedOver(at.folder, ['reports/runs', '.chaperone']);
    const clean = verify?.steps.find((step) => step.if?.includes("!= 'success'"))?.run ?? '';
    expect(await runScript('github', clean, folder)).toMatchObject({ code: 0 });
    expect(at.notes.accounts()).toBe(0);
  });

  it('verifies in one job', async () => {
    const used = onMerge?.jobs['verify']?.steps.find(({ id }) => id === 'chaperone');
    const at = await deployed();
    const { script, env } = await actionScript(used?.with ?? {});
    expect(await runScript('github', script, at.folder, env)).toMatchObject({ code: 0 });
  });

  it('gives the action inputs that it has, and tells each', async () => {
    const { inputs } = await readAction();
    const page = await readRepositoryFile('docs/ci/github.md');
    const told = [...page.matchAll(/^\| `([\w-]+)` +\|/gm)].map(([, name]) => name);
    expect(new Set(told)).toEqual(new Set(Object.keys(inputs)));
    const given = [onMerge, onRelease].flatMap((workflow) =>
      Object.values(workflow?.jobs ?? {}).flatMap(({ steps }) =>
        steps.filter(({ uses }) => uses === './node_modules/chaperone'),
      ),
    );
    expect(given).toHaveLength(2);
    for (const { with: names = {} } of given)
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(names)));
  });
});

describe('action.yml', () => {
  it('uploads no SARIF of a run that is inconclusive, which would close alerts', async () => {
    const { runs } = await readAction();
    const upload = runs.steps.find(({ uses }) => uses?.includes('upload-sarif'));
    expect(upload?.if).toContain(`contains(fromJSON('["holds", "violated"]'), `);
    expect(upload?.uses).toMatch(/@[0-9a-f]{40}$/);
  });

  it('hands inputs on as they are, and none that is empty', async () => {
    const folder = await emptyFolder();
    const inputs = {
      config: 'a b.ts',
      run: '$(touch hacked)',
      'update-command': './deploy.sh "x"; `touch hacked`',
      budget: '15s',
    };
    const shown = (script: string) => script.replace('npx --no chaperone', 'printf "%s\\n"');
    const all = await actionScript(inputs);
    const { out } = await runScript('github', shown(all.script), folder, all.env);
    expect(out.trimEnd().split('\n')).toEqual([
      'verify',
      ...Object.entries(inputs).flatMap(([name, value]) => [`--${name}`, value]),
    ]);
    const none = await actionScript({});
    expect((await runScript('github', shown(none.script), folder, none.env)).out).toBe('verify\n');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('docs/ci/gitlab.md', { timeout: patience }, () => {
  const scriptOf = (job: Job | undefined) => (job?.script ?? []).join('\n');

  it('seeds, deploys and verifies in jobs that share artifacts only', async () => {
    const { seed, deploy, verify } = pipeline ?? {};
    const at = await deployed();
    expect(await runScript('gitlab', scriptOf(seed), at.folder)).toMatchObject({ code: 0 });
    expect(await runScript('gitlab', scriptOf(deploy), at.folder)).toMatchObject({ code: 0 });
    const folder = await handedOver(at.folder, seed?.artifacts?.paths ?? []);
    const ended = await runScript('gitlab', scriptOf(verify), folder);
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('release 1 → 2') });
    const runs = await readdir(join(folder, 'reports/runs'), { recursive: true });
    expect(runs.filter((name) => name.endsWith('/junit.xml'))).toHaveLength(1);
  });

  it('verifies in one job', async () => {
    const at = await deployed();
    const ended = await runScript('gitlab', scriptOf(oneJob?.['verify']), at.folder);
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('release 1 → 2') });
  });

  it('names stages that it has', () => {
    const stages = (pipeline as unknown as { stages: string[] }).stages;
    const jobs = Object.values(pipeline ?? {}).filter(({ script }) => script !== undefined);
    expect(jobs).toHaveLength(4);
    for (const { stage } of jobs) expect(stages).toContain(stage);
  });
});

describe('workflows', () => {
  it('pin each action by its commit, and take no permission that they do not name', () => {
    for (const text of workflows) {
      const { permissions, jobs } = parse(text) as Workflow;
      expect(permissions).toEqual({});
      for (const job of Object.values(jobs)) {
        expect(job.permissions).toMatchObject({ contents: 'read' });
        const used = job.steps.flatMap(({ uses }) => uses ?? []);
        for (const uses of used.filter((one) => !one.startsWith('./')))
          expect(uses).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
      }
      expect(text).not.toMatch(/run:.*\$\{\{/);
      expect(text.match(/uses: [a-z].*@[0-9a-f]{40}$/m)).toBeNull();
    }
  });

  it('have no faults that a linter finds (needs actionlint)', async ({ skip }) => {
    const lint = promisify(execFile);
    const isThere = await lint('actionlint', ['-version']).then(
      () => true,
      () => false,
    );
    if (!isThere) skip('actionlint is not on the PATH');
    const folder = await emptyFolder();
    await mkdir(join(folder, '.git'));
    await mkdir(join(folder, '.github/workflows'), { recursive: true });
    await mkdir(join(folder, 'node_modules/chaperone'), { recursive: true });
    const action = await readRepositoryFile('action.yml');
    await writeFile(join(folder, 'node_modules/chaperone/action.yml'), action);
    const files = workflows.map((text, index) => ({
      name: `.github/workflows/${index}.yml`,
      text,
    }));
    for (const { name, text } of files) await writeFile(join(folder, name), text);
    const found = await lint('actionlint', ['-oneline', ...files.map(({ name }) => name)], {
      cwd: folder,
    }).then(
      () => '',
      ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
    );
    expect(found).toBe('');
  });
});

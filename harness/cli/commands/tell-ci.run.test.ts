import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { updateCommand, workFolder } from '../../run/testing/work-folder.ts';
import { chaperoneHere } from '../testing/in-process.ts';

const surfaces = `surfaces: [
    list('GET /notes', { shows: 'note' }),
    read('GET /notes/{note}'),
    ...usual.surfaces.filter((one) => 'absent' in one),
  ]`;

/** A deployment that lets everybody read every note once it is updated; its release is a workflow command. */
async function leaking() {
  let folder = '';
  const at = await workFolder({
    more: surfaces,
    release: (updated) => (updated ? '::error::2' : '1'),
    hostile: ({ notes, viewer }) => [
      http.get('*/notes/:id', ({ request, params }) => {
        if (!existsSync(join(folder, 'updated')) || viewer(request) === undefined) return undefined;
        return HttpResponse.json(notes.find(({ id }) => id === params['id']));
      }),
    ],
  });
  ({ folder } = at);
  await mkdir(join(folder, '.git'));
  const on = (name: string) => join(folder, name);
  const env = {
    CI: 'true',
    CHAPERONE_KEY: 'a passphrase of this test',
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: on('summary'),
    GITHUB_OUTPUT: on('outputs'),
  };
  return { ...at, env, on };
}

const verify = ['verify', '--only', 'sweep', '--update-command', updateCommand];

describe('on GitHub', () => {
  it('a violation is annotated at its line, and stands in the summary, the outputs and SARIF', async () => {
    const { folder, env, on } = await leaking();
    await writeFile(on('summary'), '## Of an earlier step\n');
    const ended = await chaperoneHere(folder, verify, env);
    expect(ended.code).toBe(1);
    const definition = await readFile(on('chaperone.config.mjs'), 'utf8');
    const line = definition.split('\n').findIndex((text) => text.includes("read('GET /notes/")) + 1;
    expect(line).toBeGreaterThan(4);
    const [annotation = ''] = ended.out.split('\n').filter((text) => text.startsWith('::error'));
    expect(annotation).toMatch(
      new RegExp(`^::error file=chaperone\\.config\\.mjs,line=${line},title=Nobody reads `),
    );

    const summary = await readFile(on('summary'), 'utf8');
    expect(summary).toMatch(/^## Of an earlier step\n## ❌ This release shows patients other/);
    const run = await realpath(on('reports/runs/latest'));
    expect(summary).toContain(await readFile(join(run, 'summary.md'), 'utf8'));
    const outputs = await readFile(on('outputs'), 'utf8');
    expect(outputs).toMatch(/^verdict<<(\S+)\nviolated\n\1\nfolder<<(\S+)\n(.*)\n\2\n$/);
    expect(outputs).toContain(`\n${run}\n`);

    const log: Log = JSON.parse(await readFile(join(run, 'results.sarif'), 'utf8'));
    const places = log.runs[0]?.results?.map(({ locations }) => locations?.[0]?.physicalLocation);
    expect(places).toContainEqual({
      artifactLocation: { uri: 'chaperone.config.mjs', uriBaseId: '%SRCROOT%' },
      region: { startLine: line },
    });
    expect(JSON.stringify(log)).not.toContain(folder);
  });

  it('nothing that a deployment says is taken for a command', async () => {
    const { folder, env } = await leaking();
    const { out } = await chaperoneHere(folder, verify, env);
    const [, token = '', text = ''] = /^::stop-commands::(\S+)\n(.*?)\n::\1::\n/s.exec(out) ?? [];
    expect(token).toMatch(/^[\w-]{36}$/);
    expect(text).toContain('::error::2');
    expect(out.slice(out.indexOf(`\n::${token}::\n`))).not.toMatch(/^::(?!error |.{36}::$)/m);
  });

  it('seeding gives the folder of the run', async () => {
    const { folder, env, on } = await leaking();
    expect((await chaperoneHere(folder, ['seed', '--only', 'sweep'], env)).code).toBe(0);
    const run = await realpath(on('reports/runs/latest'));
    expect(await readFile(on('outputs'), 'utf8')).toMatch(`\n${run}\n`);
    expect(existsSync(on('summary'))).toBe(false);
  });

  it('a summary that cannot be written changes no verdict', async () => {
    const { folder, env } = await leaking();
    const gone = { GITHUB_STEP_SUMMARY: join(folder, 'no', 'such'), GITHUB_OUTPUT: folder };
    const ended = await chaperoneHere(folder, verify, { ...env, ...gone });
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('The file that GITHUB_STEP_SUMMARY names was not written: ENOENT');
    expect(ended.err).toContain('The file that GITHUB_OUTPUT names was not written: EISDIR');
  });
});

it('elsewhere nothing is annotated', async () => {
  const { folder } = await leaking();
  const ended = await chaperoneHere(folder, verify);
  expect(ended.code).toBe(1);
  expect(ended.out).not.toMatch(/^::/m);
});

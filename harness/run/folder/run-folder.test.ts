import { mkdir, readlink, realpath, rename, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan.ts';
import { createRunFolder, findRunFolder, historyFiles, readPlan, runName } from './run-folder.ts';
import { emptyFolder } from '../testing/work-folder.ts';

const plan = (name: string): Plan => ({
  schema: 1,
  run: 1,
  name,
  deployment: 'd',
  url: 'http://d.test',
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

describe('a run\u2019s folder', () => {
  it('has a safe name that gives the release and the time', () => {
    const at = Date.UTC(2020, 5, 9, 15, 12);
    expect(runName('2020.6', at, 35)).toBe('2020.6-20200609T151200Z-z');
    expect(runName('../../etc passwd\n', at, 0)).toBe('etc-passwd--20200609T151200Z-0');
    expect(runName('...', at, 0)).toBe('unknown-20200609T151200Z-0');
    expect(runName('x'.repeat(500), at, 0)).toHaveLength(40 + '-20200609T151200Z-0'.length);
  });

  it('is the target of `latest` until there is a later run', async () => {
    const out = await emptyFolder();
    for (const name of ['one', 'two']) {
      await createRunFolder(join(out, name), plan(name));
      expect(await readlink(join(out, 'latest'))).toBe(name);
      expect(await findRunFolder(join(out, 'latest'))).toBe(await realpath(join(out, name)));
    }
  });

  it('can be moved together with its link', async () => {
    const root = await emptyFolder();
    await createRunFolder(join(root, 'runs', 'one'), plan('one'));
    await rename(join(root, 'runs'), join(root, 'elsewhere'));
    expect(basename(await findRunFolder(join(root, 'elsewhere/latest')))).toBe('one');
  });

  it('may hold a plan from before surfaces had a kind', async () => {
    const folder = await emptyFolder();
    const facts = { gives: 'read', needs: [], imported: false };
    const link = { from: 'GET /b', path: '$.url' };
    const surfaces = [
      { id: 'GET /a', ...facts },
      { id: 'GET /b → $.url', ...facts, link },
      { id: 'GET /c', ...facts, listened: true },
      { id: 'GET /d', ...facts, kind: 'listen' },
    ];
    await writeFile(join(folder, 'plan.json'), JSON.stringify({ ...plan('old'), surfaces }));
    expect((await readPlan(folder)).surfaces).toEqual([
      { id: 'GET /a', ...facts, kind: 'request' },
      { id: 'GET /b → $.url', ...facts, kind: 'link', link },
      { id: 'GET /c', ...facts, kind: 'listen' },
      { id: 'GET /d', ...facts, kind: 'listen' },
    ]);
  });

  it('is never overwritten', async () => {
    const out = await emptyFolder();
    await createRunFolder(join(out, 'one'), plan('one'));
    await expect(createRunFolder(join(out, 'one'), plan('other'))).rejects.toThrow(UsageError);
    expect((await readPlan(join(out, 'one'))).name).toBe('one');
  });

  it('cannot be created in place of a file, and the message names a remedy', async () => {
    const out = await emptyFolder();
    await writeFile(join(out, 'file'), '');
    await expect(createRunFolder(join(out, 'file', 'one'), plan('one'))).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('could not be written'),
      remedy: expect.stringContaining('--out'),
    });
  });

  it.each([
    [
      'is none',
      null,
      'is not a run\u2019s folder: plan.json could not be read (ENOENT)'.replace('\u2019', "'"),
    ],
    ['is damaged', '{"schema":1,"ru', 'is damaged or of another version'],
    [
      'is of another version',
      '{"schema":2,"run":1,"surfaces":[],"parts":[]}',
      'is damaged or of another version',
    ],
    [
      'has a surface of a kind that is not known',
      '{"schema":1,"run":1,"surfaces":[{"kind":"telepathy","id":"GET /a"}],"parts":[]}',
      'is damaged or of another version',
    ],
  ])('whose plan %s', async (_, text, cause) => {
    const folder = await emptyFolder();
    if (text !== null) await writeFile(join(folder, 'plan.json'), text);
    await expect(readPlan(folder)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(cause),
    });
  });

  it('is not found through a broken link', async () => {
    const out = await emptyFolder();
    await symlink('gone', join(out, 'latest'));
    await expect(findRunFolder(join(out, 'latest'))).rejects.toThrow(/There is no run .*latest\./);
  });

  it('lists its history files always in the same order, and no other file', async () => {
    const folder = await emptyFolder();
    await mkdir(join(folder, 'history'));
    for (const name of ['b.ndjson', 'a.ndjson', 'c.tmp'])
      await writeFile(join(folder, 'history', name), '');
    expect((await historyFiles(folder)).map(({ name }) => name)).toEqual(['a.ndjson', 'b.ndjson']);
  });
});

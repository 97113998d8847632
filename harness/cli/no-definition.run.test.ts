import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, writeDefinition } from '../run/testing/work-folder.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

const inCi = { CI: '1', CHAPERONE_KEY: 'a key that is long' };

describe('without a definition', () => {
  it.each([[[]], [['verify']], [['seed']], [['explore']], [['clean', 'latest']]])(
    '`chaperone %s` is 2, says what to do, and writes nothing',
    async (args) => {
      const folder = await emptyFolder();
      const ended = await chaperoneHere(folder, args, inCi);
      expect(ended).toMatchObject({ code: 2, out: '' });
      expect(ended.err).toContain(`there is no deployment definition in ${folder}`);
      for (const remedy of ['chaperone init', '--config <file>', '--demo'])
        expect(ended.err).toContain(remedy);
      expectPlain(ended);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it.each([[['clean']], [['clean', '--runs-older-than', '30d']]])(
    '`chaperone %s` is 2, since nothing left in a wrong folder says nothing of the right one',
    async (args) => {
      const folder = await emptyFolder();
      const ended = await chaperoneHere(folder, args, inCi);
      expect(ended).toMatchObject({ code: 2, out: '' });
      expect(ended.err).toContain(`no deployment definition in ${folder}`);
      expect(ended.err).toContain('the folder in which the runs began');
      await writeDefinition(folder, 'http://127.0.0.1:9');
      const { code, out } = await chaperoneHere(folder, args, inCi);
      expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(folder) });
    },
  );

  it('one in the folder above is not taken', async () => {
    const folder = await emptyFolder();
    await writeDefinition(folder, 'http://127.0.0.1:9');
    await mkdir(join(folder, 'below'));
    const { code, err } = await chaperoneHere(join(folder, 'below'), ['verify'], inCi);
    expect(code).toBe(2);
    expect(err).toContain('there is no deployment definition');
  });
});

describe('chaperone verify --demo', () => {
  it('says in its first line, and in the verdict, that the embedded clinic is verified', async () => {
    const folder = await emptyFolder();
    // What is asked is what it says it verifies, and not what comes of it.
    const few = ['--accounts', '2', '--strength', '2', '--no-planted-leaks'];
    const args = ['verify', '--demo', '--only', 'sweep', ...few];
    const { out, err } = await chaperoneHere(folder, args, inCi);
    expect(err).toMatch(/^Demo: this verifies Chaperone\u2019s embedded clinic/);
    expect(out).toContain('Demo: Chaperone\u2019s reference clinic, release ');
    const latest = join(folder, 'reports/runs/latest');
    const { deployment } = JSON.parse(await readFile(join(latest, 'verdict.json'), 'utf8')) as {
      deployment: string;
    };
    expect(deployment).toBe('Demo: Chaperone\u2019s reference clinic');
    const { command } = JSON.parse(await readFile(join(latest, 'plan.json'), 'utf8')) as {
      command: string;
    };
    expect(command).toContain(' verify --demo ');
  });
});

import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { workFolder, type WorkFolder } from '../run/testing/work-folder.ts';
import { type Running, start } from './testing/chaperone.ts';
import { expectPlain } from './testing/expect-plain.ts';

/** Starts a run with a folder of its own for temporary files. */
async function begin({ folder }: WorkFolder, args: readonly string[]): Promise<Running> {
  await mkdir(join(folder, 'tmp'));
  return start(folder, args, { env: { TMPDIR: join(folder, 'tmp') } });
}

/** An update command that neither SIGINT nor SIGTERM ends. */
const stubborn = 'trap "" INT TERM; echo updating >&2; sleep 1000';
const update = (command: string) => ['verify', '--only', 'sweep', '--update-command', command];

// `ended` resolves only when no process holds the output any more, so all child processes have ended, too.
describe('Ctrl-C', () => {
  it('while the update runs: what ran is judged and reported, with 3; the command ends too', async () => {
    const at = await workFolder();
    const run = await begin(at, update('echo updating >&2; sleep 1000'));
    await run.says('updating');
    run.child.kill('SIGINT');
    const ended = await run.ended;
    expect(ended.code).toBe(3);
    expect(ended.err).toContain(
      'Interrupted: judging what ran so far. Press Ctrl-C again to quit at once.',
    );
    expect(ended.out).toContain(
      '- the update was interrupted: the deployment may be half updated\n',
    );
    expect(await readdir(join(at.folder, 'reports/runs/latest'))).toEqual(
      expect.arrayContaining(['verdict.json', 'index.html', 'junit.xml']),
    );
    expect(at.notes.accounts()).toBe(0);
    expect(await readdir(join(at.folder, 'tmp'))).toEqual([]);
    expectPlain(ended);
  });

  it('while sweeping: likewise, by whichever signal', async () => {
    let reached = () => {};
    const sweeping = new Promise<void>((resolve) => (reached = resolve));
    const at = await workFolder({ hostile: () => [http.get('*/notes', () => reached())] });
    const run = await begin(at, update(': > updated'));
    await sweeping;
    run.child.kill('SIGTERM');
    const ended = await run.ended;
    expect(ended.code).toBe(3);
    expect(ended.out).toContain('- seeding was interrupted\n');
    expect(existsSync(join(at.folder, 'updated'))).toBe(false);
    expectPlain(ended);
  });

  it('twice: quits with 130, and leaves neither processes nor temporary files', async () => {
    const at = await workFolder();
    const run = await begin(at, update(stubborn));
    await run.says('updating');
    run.child.kill('SIGINT');
    await run.says('Press Ctrl-C again');
    // Signals in quick succession count as one press, so the second comes later.
    const again = setInterval(() => run.child.kill('SIGINT'), 350);
    const ended = await run.ended;
    clearInterval(again);
    expect(ended).toMatchObject({ code: 130, out: '' });
    expect(await readdir(join(at.folder, 'tmp'))).toEqual([]);
  });

  it('while seeding: 3, and the accounts can be removed', async () => {
    let reached = () => {};
    const sweeping = new Promise<void>((resolve) => (reached = resolve));
    const at = await workFolder({ hostile: () => [http.get('*/notes', () => reached())] });
    const run = await begin(at, ['seed', '--only', 'sweep']);
    await sweeping;
    run.child.kill('SIGINT');
    const ended = await run.ended;
    expect(ended).toMatchObject({ code: 3, out: '' });
    expect(ended.err).toContain('chaperone -- clean');
    expect(at.notes.accounts()).toBe(4);
    const clean = await start(at.folder, ['clean', 'latest']).ended;
    expect(clean).toMatchObject({ code: 0, out: 'All accounts of the run are removed.\n' });
    expect(at.notes.accounts()).toBe(0);
  });

  it('before anything ran: 130', async () => {
    let reached = () => {};
    const asked = new Promise<void>((resolve) => (reached = resolve));
    const at = await workFolder({
      hostile: () => [http.get('*/version', () => (reached(), new Promise<never>(() => {})))],
    });
    const run = await begin(at, update('true'));
    await asked;
    run.child.kill('SIGINT');
    const ended = await run.ended;
    expect(ended).toMatchObject({ code: 130, out: '' });
    expect(ended.err).toContain('Nothing had run yet.');
    expect(existsSync(join(at.folder, 'reports'))).toBe(false);
  });
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inTurn } from './turn.mjs';

describe('inTurn', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    folder = mkdtempSync(join(tmpdir(), 'chaperone-turn-'));
    file = join(folder, 'deep', 'set-up.lock');
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it('lets one work at a time', async () => {
    let working = 0;
    let most = 0;
    const work = async () => {
      working += 1;
      most = Math.max(most, working);
      await new Promise(setImmediate);
      working -= 1;
      return 'done';
    };
    const all = [1, 2, 3].map(() => inTurn(file, work, { pauseMs: 1 }));
    expect(await Promise.all(all)).toEqual(['done', 'done', 'done']);
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  it('passes the turn on when the work fails', async () => {
    const failing = inTurn(file, () => Promise.reject(new Error('offline')));
    await expect(failing).rejects.toThrow('offline');
    expect(existsSync(file)).toBe(false);
  });

  it('takes over from a process that died', async () => {
    await inTurn(file, async () => {});
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(file, `${pid} ${hostname()}`);
    expect(await inTurn(file, async () => 'mine')).toBe('mine');
  });
});

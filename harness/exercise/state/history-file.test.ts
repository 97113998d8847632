import fs from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { UsageError } from '../../domain/errors.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { maxLineLength, parseRecord } from '../../domain/history/parse-record.ts';
import { openHistoryFile } from './history-file.ts';

const fact: Fact = { type: 'fact', fact: 'removed', at: 1, account: 'a1' };

function attemptOf(id: string): Attempt {
  return {
    type: 'attempt',
    id,
    worker: 'w',
    part: 'sweep',
    phase: 'after-update',
    release: null,
    viewer: 'a1',
    session: null,
    sessionState: 'none',
    surface: 'GET /notes',
    thing: null,
    variant: 'plain',
    channel: 'http',
    sentAt: 1,
    answeredAt: 2,
    outcome: 'granted',
    status: 200,
    headers: {},
    bytes: 0,
    truncated: false,
    digests: [],
    sightings: [],
    items: null,
  };
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'history-test-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

describe('openHistoryFile', () => {
  it('writes one record per line, and closes with the number of records', async () => {
    const path = await folder();
    const file = openHistoryFile(path, 'w', 'sweep', 'key');
    for (let count = 0; count < 5000; count += 1) file.append(fact);
    file.close();
    const lines = (await readFile(join(path, 'history', 'w.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(5002);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      type: 'opened',
      worker: 'w',
      part: 'sweep',
    });
    expect(JSON.parse(lines[1] ?? '')).toEqual(fact);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ type: 'closed', records: 5002 });
  });

  it('shortens an attempt whose line would be too long to read back, and marks it as truncated', async () => {
    const path = await folder();
    const file = openHistoryFile(path, 'w', 'sweep', 'key');
    const ids = Array.from({ length: 40 }, (_, index) => `digest of id ${index}`);
    const items = Array.from({ length: 20_000 }, (_, index) => ({
      where: `$[${index}]`,
      sightings: [],
      ids,
    }));
    file.append({ ...attemptOf('w-1'), items });
    file.close();
    const line = (await readFile(join(path, 'history', 'w.ndjson'), 'utf8')).split('\n')[1] ?? '';
    expect(line.length).toBeLessThan(maxLineLength);
    expect(JSON.parse(line)).toMatchObject({ id: 'w-1', truncated: true });
    expect(parseRecord(line)).toHaveProperty('record');
  });

  it('refuses the name of a worker that has a file already', async () => {
    const path = await folder();
    openHistoryFile(path, 'w', 'sweep', 'key').close();
    expect(() => openHistoryFile(path, 'w', 'sweep', 'key')).toThrow(UsageError);
  });

  it('throws that the disk is full from the call that met it', async () => {
    const file = openHistoryFile(await folder(), 'w', 'sweep', 'key');
    const write = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    });
    syncBuiltinESMExports();
    onTestFinished(() => {
      write.mockRestore();
      syncBuiltinESMExports();
    });
    const append = (): void => {
      for (let count = 0; count < 5000; count += 1) file.append(fact);
    };
    expect(append).toThrow(/could not be written.*ENOSPC/);
    expect(() => file.close()).toThrow(UsageError);
  });
});

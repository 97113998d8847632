import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { linesOf } from './lines-of.ts';

it('splits only at line feeds, even if a line spans two chunks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lines-'));
  try {
    const lines = ['first\u2028still first', '', 'ä'.repeat(200_000), 'without an end'];
    await writeFile(join(folder, 'file'), lines.join('\n'));
    const read: string[] = [];
    for await (const some of linesOf(join(folder, 'file'))) read.push(...some);
    expect(read).toEqual(lines);
  } finally {
    await rm(folder, { recursive: true });
  }
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { conclude } from '../../conclude.ts';
import { fixtures } from './goldens.ts';

/** Judges a copy of a recorded run. Resolves with the texts of the written files, by path (such as `verdict.json`). */
export async function judgeCase(name: string): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'gauge-'));
  try {
    const recorded = join(fixtures, 'runs', name);
    await mkdir(join(folder, 'history'));
    await writeFile(join(folder, 'plan.json'), await readFile(join(recorded, 'plan.json')));
    for (const file of await readdir(join(recorded, 'history'))) {
      const text = gunzipSync(await readFile(join(recorded, 'history', file)));
      await writeFile(join(folder, 'history', file.replace(/\.gz$/, '')), text);
    }
    const { errors } = await conclude(folder, null);
    if (errors.length > 0) throw errors[0];
    return await textsIn(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function textsIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = new Map<string, string>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    texts.set(path.slice(folder.length + 1), await readFile(path, 'utf8'));
  }
  return texts;
}

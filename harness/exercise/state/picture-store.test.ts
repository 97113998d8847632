import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openPictureStore } from './picture-store.ts';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'picture-store-'));
  onTestFinished(async () => rm(folder, { recursive: true, force: true }));
  return folder;
}

const picture = { content: new Uint8Array([1, 2, 3]), type: 'png' } as const;

it('has room for a few pictures of a surface, and for twelve of a run', async () => {
  const folder = await emptyFolder();
  const stores = [openPictureStore(folder, true), openPictureStore(folder, true)];
  let kept = 0;
  for (const [worker, store] of stores.entries())
    for (let number = 0; number < 20; number += 1) {
      const of = { attempt: `w${worker}-${number}`, surface: `shown GET /${number % 3}` };
      if (store.hasRoom(of.surface) && store.keep(picture, of) !== undefined) kept += 1;
      if (worker === 0) expect(kept).toBeLessThanOrEqual(9);
    }
  expect(kept).toBe(12);
  expect(await readdir(join(folder, 'pictures'))).toHaveLength(12);
});

it('keeps no thirteenth picture that was taken at the same time as the twelfth', async () => {
  const folder = await emptyFolder();
  const stores = Array.from({ length: 13 }, () => openPictureStore(folder, true));
  expect(stores.map((store) => store.hasRoom('shown GET /'))).not.toContain(false);
  const names = stores.map((store, worker) =>
    store.keep(picture, { attempt: `w${worker}-1`, surface: 'shown GET /' }),
  );
  expect(names.indexOf(undefined)).toBe(12);
  expect(await readdir(join(folder, 'pictures'))).toHaveLength(12);
});

it('has no room where accounts were handed over, or a page took too long', async () => {
  const folder = await emptyFolder();
  expect(openPictureStore(folder, false).hasRoom('shown GET /')).toBe(false);
  const store = openPictureStore(folder, true);
  expect(store.hasRoom('shown GET /')).toBe(true);
  store.stop();
  expect(store.hasRoom('shown GET /')).toBe(false);
});

it('goes without a picture that is too large, or cannot be written', async () => {
  const folder = await emptyFolder();
  const of = { attempt: 'w-1', surface: 'shown GET /' };
  const large = { content: new Uint8Array(300_001), type: 'png' } as const;
  expect(openPictureStore(folder, true).keep(large, of)).toBeUndefined();
  await writeFile(join(folder, 'pictures'), 'in the way');
  expect(openPictureStore(folder, true).keep(picture, of)).toBeUndefined();
});

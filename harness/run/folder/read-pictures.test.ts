import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPictureStore } from '../../exercise/state/picture-store.ts';
import { emptyFolder } from '../testing/work-folder.ts';
import { readPictures } from './read-pictures.ts';

const content = (size: number, fill: number) => new Uint8Array(size).fill(fill);

/** A run's folder with pictures of so many bytes, and their names. */
async function folderWith(sizes: readonly number[]) {
  const folder = await emptyFolder();
  const store = openPictureStore(folder, true);
  const names = sizes.map((size, index) =>
    store.keep(
      { content: content(size, index), type: index % 2 === 0 ? 'png' : 'jpeg' },
      { attempt: `scenarios-0-${index}`, surface: `shown GET /${index}` },
    ),
  );
  return { folder, names: names.map((name) => name ?? '') };
}

it('gives pictures as they were kept', async () => {
  const { folder, names } = await folderWith([10, 20]);
  expect(names[1]).toMatch(/^scenarios-0-1\.[0-9a-f]{16}\.jpg$/);
  const address = (type: string, size: number, fill: number) =>
    `data:image/${type};base64,${Buffer.from(content(size, fill)).toString('base64')}`;
  expect([...(await readPictures(folder, names))]).toEqual([
    [names[0], address('png', 10, 0)],
    [names[1], address('jpeg', 20, 1)],
  ]);
});

it('leaves out what was changed, replaced by a link, or has no name of a picture', async () => {
  const { folder, names } = await folderWith([10]);
  const [name = ''] = names;
  await writeFile(join(folder, 'secret'), content(10, 0));
  await writeFile(join(folder, 'pictures', name), content(10, 9));
  expect(await readPictures(folder, [name, '../secret', 'gone.0123456789abcdef.png'])).toEqual(
    new Map(),
  );
  const linked = join(await emptyFolder(), 'run');
  await mkdir(join(linked, 'pictures'), { recursive: true });
  await symlink(join(folder, 'secret'), join(linked, 'pictures', name));
  expect(await readPictures(linked, names)).toEqual(new Map());
});

it('gives no more than a report can hold', async () => {
  const { folder, names } = await folderWith([300_000, 300_000, 300_000, 300_000]);
  expect((await readPictures(folder, names)).size).toBe(3);
});

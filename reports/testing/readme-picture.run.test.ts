import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readmeTerminal } from './readme-run.ts';
import { takePicture } from './take-picture.ts';

const root = new URL('../../', import.meta.url);
const readme = await readFile(new URL('README.md', root), 'utf8');

/** Width and height of a PNG, from its header. */
function sizeOf(png: Buffer): readonly [number, number] {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

it('the README shows a picture of a report, which its script still makes', async () => {
  const [, alt = '', file = ''] = /!\[([^\]]+)\]\(([^)]+\.png)\)/.exec(readme) ?? [];
  expect(alt).toContain('UK patients who switched to video');
  const kept = await readFile(new URL(file, root));
  const made = await takePicture();
  expect(sizeOf(made)).toEqual(sizeOf(kept));
  // A blank page of this size packs into some 10 kB.
  expect(made.length).toBeGreaterThan(50_000);
});

it('the README shows what a terminal prints, word by word', () => {
  expect(readme).toContain(`\`\`\`text\n${readmeTerminal()}\n\`\`\``);
});

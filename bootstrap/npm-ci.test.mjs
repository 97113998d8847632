import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { installPackages } from './npm-ci.mjs';

it('never installs through a link: the packages of another checkout stay as they are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chaperone-link-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'other/node_modules/kept'), { recursive: true });
  mkdirSync(join(folder, 'mine'));
  symlinkSync(join(folder, 'other/node_modules'), join(folder, 'mine/node_modules'));
  const lock = {
    lockfileVersion: 3,
    packages: { '': {}, 'node_modules/absent': { version: '1.0.0' } },
  };
  writeFileSync(join(folder, 'mine/package.json'), '{ "dependencies": { "absent": "1.0.0" } }');
  writeFileSync(join(folder, 'mine/package-lock.json'), JSON.stringify(lock));
  await expect(installPackages(join(folder, 'mine'), {})).rejects.toThrow(/is a link/);
  expect(readdirSync(join(folder, 'other/node_modules'))).toEqual(['kept']);
});

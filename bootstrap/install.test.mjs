import { describe, expect, it } from 'vitest';
import { install, remedyFor } from './install.mjs';

/** @param {string} script what the installer does, as JavaScript */
const installer = (script) => ({
  what: 'nothing',
  how: 'a test',
  why: 'to see',
  command: process.execPath,
  args: ['-e', script],
  remedy: 'Try it by hand.',
});

describe('install', () => {
  it('is content when the installer is', async () => {
    await expect(install(installer(''), '.')).resolves.toBeUndefined();
  });

  it('shows what the installer last said, and a remedy', async () => {
    const failing = installer('console.error("no such package"); process.exit(3)');
    await expect(install(failing, '.')).rejects.toMatchObject({
      message: expect.stringContaining('| no such package'),
      remedy: 'Try it by hand.',
    });
  });

  it('gives up at once, helpers and all, when the output says that it is hopeless', async () => {
    const retrying = installer('console.log("ECONNREFUSED"); setInterval(() => {}, 1000)');
    const given = install({ ...retrying, hopeless: /ECONNREFUSED/ }, '.');
    await expect(given).rejects.toMatchObject({ remedy: expect.stringContaining('network') });
  });

  it('gives up on an installer that has fallen silent', async () => {
    const silent = installer('setInterval(() => {}, 1000)');
    await expect(install({ ...silent, silenceMs: 50 }, '.')).rejects.toThrow('too long');
  });

  it('says when the command does not exist', async () => {
    const missing = { ...installer(''), command: 'no-such-installer' };
    await expect(install(missing, '.')).rejects.toThrow('ENOENT');
  });
});

describe('remedyFor', () => {
  it.each([
    ['npm error code ENOTFOUND', 'network'],
    ['npm error code ENOSPC', 'disk is full'],
    ['EACCES: permission denied, mkdir', 'not permitted'],
    ['something else', 'Try it by hand.'],
  ])('%s: %s', (output, expected) => {
    expect(remedyFor(output, 'Try it by hand.')).toContain(expected);
  });
});

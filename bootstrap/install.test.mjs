import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
  /** @type {string[]} */
  const said = [];
  beforeEach(() => {
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    said.length = 0;
  });

  it('says what and why in one line, and how long it took in another', async () => {
    await install(installer('console.log("chatter")'), '.');
    expect(said).toEqual([
      'Installing nothing (a test): to see.\n',
      expect.stringMatching(/^Installed nothing in \d+ s\.\n$/),
    ]);
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

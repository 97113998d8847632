import { describe, it } from 'vitest';
import { onFreePort, startProgram } from './program.ts';

const never = { signal: 'SIGTERM', answers: () => Promise.resolve(false) } as const;

describe('a program that others wrote', () => {
  it('says how to install it, or why it did not start', async ({ expect }) => {
    const missing = { ...never, command: 'no-such-program', debianPackage: 'such', args: [] };
    await expect(startProgram(missing)).rejects.toThrow('install Debian’s package such');
    const script = 'console.log("My reason."); process.exitCode = 1;';
    const failing = {
      ...never,
      command: process.execPath,
      debianPackage: '',
      args: ['-e', script],
    };
    await expect(startProgram(failing)).rejects.toThrow(/did not start\. My reason\.$/);
  });

  it('is tried on another port where somebody took the first', async ({ expect }) => {
    const tried: number[] = [];
    const { port } = await onFreePort(async (free) => {
      tried.push(free);
      if (tried.length < 3) throw new Error('bind: Address already in use');
    });
    expect(tried).toHaveLength(3);
    expect(port).toBe(tried[2]);
    const broken = onFreePort(() => Promise.reject(new Error('no such option')));
    await expect(broken).rejects.toThrow('no such option');
  });
});

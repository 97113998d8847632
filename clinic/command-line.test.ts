import { describe, expect, it } from 'vitest';
import { help, readCommandLine } from './command-line.ts';
import { updates } from './updates/index.ts';

describe('the command line', () => {
  it('has defaults', () => {
    expect(readCommandLine([])).toEqual({
      port: 4600,
      host: '127.0.0.1',
      update: undefined,
      dataFolder: undefined,
      pharmacyUrl: undefined,
      passwordCost: undefined,
    });
  });

  it('takes port, data and update', () => {
    const read = readCommandLine(['--port', '0', '--data', 'x', '--update', 'babylon-2020']);
    expect(read).toMatchObject({ port: 0, dataFolder: 'x', update: { id: 'babylon-2020' } });
    expect(readCommandLine(['--release', 'base'])).toMatchObject({ update: null });
    const at = (redis: string) => readCommandLine(['--redis', redis]);
    expect(at('cache.internal:6379')).toMatchObject({
      redis: { host: 'cache.internal', port: 6379 },
    });
    expect(at('[::1]:6379')).toMatchObject({ redis: { host: '::1', port: 6379 } });
    expect(readCommandLine(['--quick-passwords'])).toMatchObject({ passwordCost: { passes: 1 } });
  });

  it.each([
    [['--update', 'never'], /no update "never".*switch-to-video.*babylon-2020/s],
    [['--port', 'x'], /"x" is no port/],
    [['--port', '70000'], /"70000" is no port/],
    [['--release', '2019'], /no release "2019"/],
    [['--release', 'base', '--update', 'babylon-2020'], /either/],
    [['--pharmacy', 'file:///x'], /http/],
    [['--redis', ':its-password@cache:6379'], /^(?!.*its-password).*host:port/],
    [['--redis', 'cache'], /host:port/],
    [['--redis', 'cache:70000'], /host:port/],
    [['--never'], /--never/],
    [['surplus'], /surplus/],
  ])('refuses %j in words', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(message);
  });

  it('explains itself', () => {
    expect(readCommandLine(['--help'])).toBe('help');
    for (const word of ['--port', '--update', '--data', '--release', '--pharmacy', '--redis']) {
      expect(help()).toContain(word);
    }
    for (const { id } of updates) expect(help()).toContain(id);
  });
});

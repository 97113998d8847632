import { expect, it } from 'vitest';
import { chaperoneHere } from './testing/in-process.ts';

it.each([
  ['no unit', ['--budget', '15'], 'seconds or minutes, from 5s to 60m'],
  ['too little for anything', ['--budget', '1s'], 'from 5s to 60m'],
  ['another unit', ['--budget', '1h'], 'from 5s to 60m'],
  [
    'all attempts, too',
    ['--budget', '15s', '--thorough'],
    "cannot be used with option '--thorough'",
  ],
  ['parts, too', ['--budget', '15s', '--only', 'sweep'], "cannot be used with option '--only"],
])('a budget with %s is refused, with what to write', async (_, args, says) => {
  const { code, err } = await chaperoneHere('.', ['verify', ...args]);
  expect(err).toContain(says);
  expect(code).toBe(2);
});

import { expect, it } from 'vitest';
import { withoutCallLog } from './without-call-log.ts';

it('keeps the first line of an error alone, without its cause', async () => {
  const cause = new Error('fill("hunter2")');
  const message = 'locator.fill: Timeout 30000ms exceeded.\nCall log:\n  - fill("hunter2")';
  const failed = withoutCallLog(async () => {
    throw new Error(message, { cause });
  });
  const error = await failed.catch((error: unknown) => error);
  expect(error).toMatchObject({ message: 'locator.fill: Timeout 30000ms exceeded.' });
  expect(error).not.toHaveProperty('cause');
  expect(error instanceof Error && error.stack).not.toContain('hunter2');
});

it('passes on what comes of it', async () => {
  expect(await withoutCallLog(async () => 'a recording')).toBe('a recording');
});

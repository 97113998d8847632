import { expect, it } from 'vitest';
import { runProcess } from './processes.ts';

const never = () => new AbortController().signal;
const node = (script: string, signal: AbortSignal) =>
  runProcess(process.execPath, ['-e', script], { signal, stdio: 'ignore' });

it('returns how a program ended', async () => {
  expect(await node('process.exit(7)', never())).toEqual({ code: 7, killedBy: null });
  expect(await node('process.kill(process.pid, "SIGKILL")', never())).toEqual({
    code: null,
    killedBy: 'SIGKILL',
  });
});

it('rejects when it cannot be started', async () => {
  await expect(
    runProcess('/no/such/program', [], { signal: never(), stdio: 'ignore' }),
  ).rejects.toThrow('ENOENT');
});

it('passes on each line of standard output and standard error', async () => {
  const lines: string[] = [];
  await runProcess(process.execPath, ['-e', 'console.log("a\\nb"); console.error("c")'], {
    signal: never(),
    stdio: ['ignore', 'pipe', 'pipe'],
    onLine: (line) => lines.push(line),
  });
  expect(lines.toSorted()).toEqual(['a', 'b', 'c']);
});

it('passes an interruption on as Ctrl-C', async () => {
  const controller = new AbortController();
  const ended = node(
    'process.on("SIGINT", () => process.exit(5)); setInterval(() => {}, 1000)',
    controller.signal,
  );
  controller.abort();
  // The signal ends the program before it has a handler; afterwards the handler answers.
  expect([
    { code: 5, killedBy: null },
    { code: null, killedBy: 'SIGINT' },
  ]).toContainEqual(await ended);
});

it('ends a program at once that begins after the interruption', async () => {
  expect(await node('setInterval(() => {}, 1000)', AbortSignal.abort())).toEqual({
    code: null,
    killedBy: 'SIGINT',
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openMailbox } from './mailbox.ts';
import type { Fault, Limits, Told, Work } from './work.ts';

/** How a target fared. */
export type Fuzzed = {
  target: string;
  executions: number;
  milliseconds: number;
  fault: Fault | null;
};

const usual: Limits = {
  patience: 15_000,
  wait: 25_000,
  memory: 1.5 * 1024 ** 3,
  heap: 1024,
  longestRead: 4000,
};

/** What `fuzz` is asked for. `limits`: default, those that Chaperone's readers keep. */
export type Wanted = Pick<Work, 'names' | 'seed' | 'runs' | 'milliseconds'> & {
  /** Address of the module that exports the `targets`. Default: Chaperone's own readers. */
  module?: string;
  limits?: Partial<Limits>;
};

/**
 * Feeds targets with mutated inputs in a process of its own, which is ended when a read hangs or takes too much memory.
 * Then the other targets go on in a new one.
 * @param wanted.seed a seed; the same one makes the same inputs, unless `milliseconds` ends them earlier
 */
export async function fuzz(
  { module = new URL('./targets.ts', import.meta.url).href, limits = {}, ...wanted }: Wanted,
  onResult: (result: Fuzzed) => void = () => undefined,
): Promise<Fuzzed[]> {
  const results: Fuzzed[] = [];
  for (let names = wanted.names; names.length > 0;) {
    await inProcess({ ...wanted, ...usual, ...limits, module, names }, (result) => {
      results.push(result);
      onResult(result);
    });
    const done = new Set(results.map(({ target }) => target));
    names = names.filter((name) => !done.has(name));
  }
  return results;
}

/** Resolves when the process is through, or one of its targets made it end. */
async function inProcess(
  work: Omit<Work, 'path'>,
  onResult: (result: Fuzzed) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chaperone-fuzz-'));
  const path = join(folder, 'mailbox');
  writeFileSync(path, '');
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${work.heap}`, fileURLToPath(new URL('./child.ts', import.meta.url))],
    {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      // Bytes stay bytes.
      serialization: 'advanced',
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  let current = { target: work.names[0] ?? '', since: performance.now(), begun: 0 };
  let isDone = false;
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  child.on('message', (told: Told) => {
    if ('begins' in told)
      current = { target: told.begins, since: performance.now(), begun: told.begun };
    else if ('target' in told) onResult(told);
    else isDone = true;
  });
  child.send({ ...work, path } satisfies Work);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (!isDone) {
    const { begun, why, input, seed } = openMailbox(path).read();
    onResult({
      target: current.target,
      executions: begun - current.begun,
      milliseconds: performance.now() - current.since,
      // Such as a rejection that nobody handles, or a heap that is full.
      fault: { why: why || `the process ended with ${code ?? signal}\n${said}`, input, seed },
    });
  }
  rmSync(folder, { recursive: true, force: true });
}

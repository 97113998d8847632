/**
 * Judging: how fast, and in how much memory, `chaperone judge` does with a run that holds and with one that is violated,
 * beside `wc -l` and `jq -c .` on the same files: `node bench/judge.ts [records]`. Default: 50,000. Each judging is a
 * process of its own, on one core where `taskset` is there. Seconds are those that the core worked: what else the
 * machine does at the time is no part of them.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { conclude } from '../harness/run/conclude.ts';
import { writeHistory } from './history/write-history.ts';

type Once = { verdict: string; seconds: number; megabytes: number };

const { values, positionals } = parseArgs({
  options: { once: { type: 'string' } },
  allowPositionals: true,
});
const records = Number(positionals[0] ?? 50_000);

/** Runs a command on one core where it can, so that what the collector of garbage does beside is counted too. */
function onOneCore(...command: readonly string[]) {
  const script =
    'if command -v taskset > /dev/null; then exec taskset -c 1 "$@"; else exec "$@"; fi';
  return spawnSync('sh', ['-c', script, 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
}

async function judgeOnce(folder: string): Promise<Once> {
  const { verdict } = await conclude(folder, null);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const seconds = (userCPUTime + systemCPUTime) / 1e6;
  return { verdict: verdict.verdict, seconds, megabytes: maxRSS / 1024 };
}

function judgeApart(folder: string): Once {
  const { stdout, status } = onOneCore(process.execPath, import.meta.filename, '--once', folder);
  if (status !== 0) throw new Error(`judging ended with ${status}`);
  return JSON.parse(stdout);
}

/** Seconds that a command works over the files; null where it is not installed. The shell tells what its children took. */
function secondsOf(command: string, folder: string): number | null {
  const script = `${command} "$1"/* > /dev/null || exit 1; times`;
  const { stdout, status } = onOneCore('sh', '-c', script, 'sh', folder);
  if (status !== 0) return null;
  const ofChildren = stdout.trim().split('\n').at(-1) ?? '';
  const times = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

function compare(seconds: number, name: string, other: number | null): string {
  return other === null
    ? `${name} n/a`
    : `${(seconds / Math.max(other, 0.01)).toFixed(1)} times \`${name}\` (${other.toFixed(2)} s)`;
}

if (values.once !== undefined) {
  console.log(JSON.stringify(await judgeOnce(values.once)));
} else {
  const folder = mkdtempSync(join(tmpdir(), 'chaperone-bench-'));
  try {
    const seconds: Record<string, number> = {};
    for (const outcome of ['holds', 'violated'] as const) {
      const run = join(folder, outcome);
      const written = writeHistory(run, records, outcome);
      const history = join(run, 'history');
      const files = readdirSync(history).map((name) => join(history, name));
      const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
      // Before the judging, so that all read from the same warm cache.
      const wc = secondsOf('wc -l', history);
      const jq = secondsOf('jq -c .', history);
      const judged = judgeApart(run);
      if (judged.verdict !== outcome)
        throw new Error(`judged ${judged.verdict} instead of ${outcome}`);
      seconds[outcome] = judged.seconds;
      console.log(
        `judge, ${outcome}: ${written} records (${(bytes / 1e6).toFixed(0)} MB) in ${judged.seconds.toFixed(1)} s, ${Math.round(written / judged.seconds)} records/s, peak ${judged.megabytes.toFixed(0)} MiB (target: at most 1,000); ` +
          `${compare(judged.seconds, 'wc -l', wc)}, ${compare(judged.seconds, 'jq -c .', jq)}`,
      );
      rmSync(run, { recursive: true });
    }
    const ratio = (seconds['violated'] ?? NaN) / (seconds['holds'] ?? NaN);
    console.log(`judge: ratio of violated to holds ${ratio.toFixed(2)} (target: at most 1.3)`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

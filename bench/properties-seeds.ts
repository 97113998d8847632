/**
 * How often the properties find the leak of `babylon-2020`, in how many steps, and how long they take, found or not:
 * `node bench/properties-seeds.ts [seeds]`. The default number of scripts (properties/settings.ts) rests on it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const seeds = Number(process.argv[2] ?? 10);

/** Runs `npx vitest` alone, as a user would, on a clinic of its own. */
async function run(update: string, seed: number) {
  const begun = Date.now();
  const child = spawn('npx', ['vitest', 'run', '--project', 'properties'], {
    env: { ...process.env, CHAPERONE_UPDATE: update, CHAPERONE_SEED: String(seed), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const seconds = (Date.now() - begun) / 1000;
  const [, script, steps] = /Found by script (\d+), .* to (\d+) steps/.exec(output + errors) ?? [];
  return { code: Number(code), seconds, script, steps, output: output + errors };
}

let found = 0;
for (let seed = 1; seed <= seeds; seed++) {
  const { seconds, script, steps, output } = await run('babylon-2020', seed);
  const isWhole = steps !== undefined && Number(steps) <= 8 && /does switchToVideo/.test(output);
  if (isWhole) found++;
  const what =
    steps === undefined
      ? 'not found'
      : `script ${script}, ${steps} steps, ${isWhole ? 'with' : 'without'} the switch`;
  const again = /it leaked again/.test(output) ? ', reproduced' : '';
  console.log(`babylon-2020, seed ${seed}: ${what}${again}, ${seconds.toFixed(1)} s`);
}
const healthy = await run('switch-to-video', 1);
console.log(`switch-to-video: exit code ${healthy.code}, ${healthy.seconds.toFixed(1)} s`);
if (healthy.code !== 0) console.log(healthy.output);
console.log(`found in ${found} of ${seeds} seeds`);

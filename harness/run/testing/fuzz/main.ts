/** `npm run fuzz`: feeds the readers of what others wrote with mutated inputs, for as long as is asked. */
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { keepCase } from './cases.ts';
import { fuzz } from './fuzz.ts';
import { targets } from './targets.ts';

const help = `npm run fuzz [-- --minutes 10] [--target <name>]... [--seed <n>] [--runs <n>]

  --minutes  for all targets together (default: 10)
  --target   only this one, as often as wanted. There are: ${targets.map(({ name }) => name).join(', ')}
  --seed     the same seed makes the same inputs (default: any)
  --runs     most inputs of each target (default: as many as there is time for)

An input that a reader fails on is kept in cases/, where the unit tests read it again.`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    target: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    runs: { type: 'string', default: String(Number.MAX_SAFE_INTEGER) },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const all = targets.map(({ name }) => name);
const names = values.target.length === 0 ? all : values.target;
const unknown = names.find((name) => !all.includes(name));
const numbers = [values.minutes, values.seed, values.runs].map(Number);
if (values.help) console.log(help);
else if (unknown !== undefined || numbers.some((number) => !(number >= 0))) {
  console.error(
    `${unknown === undefined ? 'A number is needed.' : `There is no target ${unknown}.`}\n\n${help}`,
  );
  process.exitCode = 2;
} else await run();

async function run(): Promise<void> {
  const [minutes = 0, seed = 0, runs = 0] = numbers;
  const milliseconds = (minutes * 60_000) / names.length;
  console.log(
    `seed ${seed}, ${(milliseconds / 1000).toFixed(1)} s for each of ${names.length} targets`,
  );
  await fuzz({ names, seed, runs, milliseconds }, (result) => {
    const { target, executions, milliseconds: took, fault } = result;
    const aMinute = Math.round((executions / took) * 60_000);
    console.log(`${target.padEnd(24)} ${executions} executions, ${aMinute} a minute`);
    if (fault === null) return;
    process.exitCode = 1;
    const file = relative('.', keepCase(target, fault.input));
    const again = fault.seed === null ? '' : `, seed ${fault.seed}`;
    console.log(`  failed, kept as ${file}${again}\n  ${fault.why.replaceAll('\n', '\n  ')}`);
  });
}

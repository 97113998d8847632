import { parseArgs } from 'node:util';

const benches = {
  scanner: async () => import('./scanner.ts'),
  sweep: async () => import('./sweep.ts'),
  judge: async () => import('./judge.ts'),
};
const help = `npm run bench [-- <name>...]

  scanner  how fast bodies are scanned, beside ripgrep and Vectorscan
  sweep    attempts a second, beside autocannon
  judge    how fast, and in how much memory, runs are judged

Without a name: all of them. Each prints its own ratios, and takes options of its own when it is run by itself:
  node bench/scanner.ts [--megabytes 16] [--rounds 3]
  node bench/sweep.ts [seconds] [rounds]
  node bench/judge.ts [records]`;

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean', short: 'h', default: false } },
  allowPositionals: true,
});
const names = positionals.length === 0 ? Object.keys(benches) : positionals;
const unknown = names.find((name) => !Object.hasOwn(benches, name));
if (values.help) {
  console.log(help);
} else if (unknown !== undefined) {
  console.error(`There is no benchmark ${unknown}.\n\n${help}`);
  process.exitCode = 2;
} else {
  // They read the arguments too.
  process.argv.length = 2;
  // One after the other, so that neither disturbs the other.
  for (const [name, run] of Object.entries(benches)) if (names.includes(name)) await run();
}

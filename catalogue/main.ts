/** `npm run catalogue`: every update, and by what its faults are found; or the healthy clinic with many seeds. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { updates } from '../clinic/updates/index.ts';
import type { Update } from '../clinic/updates/index.ts';
import { UsageError } from '../harness/index.ts';
import { temporaryFolder } from '../harness/run/folder/temporary-folder.ts';
import { interruptedCode } from '../harness/run/interrupt.ts';
import type { Asked, Ended } from './case.ts';
import { entryOf, firstRun, nextRun } from './catalogued.ts';
import type { Entry } from './catalogued.ts';
import { keepRun, keptFile, keptRuns, leftOf } from './kept-runs.ts';
import { help, readOptions } from './options.ts';
import type { Options } from './options.ts';
import { page } from './page.ts';
import { runAll } from './run-all.ts';
import { endedInWords, entryInWords, listed, summaryOf } from './words.ts';

const pageFile = fileURLToPath(new URL('../docs/catalogue.md', import.meta.url));
/** As those of `verify`. */
const codes = { found: 1, usage: 2, failed: 4 } as const;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`Error: ${error.message}\n${error.remedy}`);
  process.exitCode = codes.usage;
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(
    args,
    updates.map(({ id }) => id),
  );
  const chosen = choose(options);
  if (options.help) console.log(help);
  else if (options.list) console.log(listed(chosen));
  else return catalogue(chosen, options);
  return 0;
}

/** The updates that are asked for; of a shard every n-th, so that each shard has some of each kind. */
function choose({ only, shard }: Options): Update[] {
  const named = only.length === 0 ? updates : updates.filter(({ id }) => only.includes(id));
  if (shard === null) return [...named];
  return named.filter((_, index) => index % shard.of === shard.part - 1);
}

async function catalogue(chosen: readonly Update[], options: Options): Promise<number> {
  const { seed, healthy } = options;
  const asked = healthy > 0 ? healthyRuns(options) : chosen.map((one) => firstRun(one, seed));
  const kept = options.continued ? await keptRuns(keptFile(seed)) : [];
  const { left, used } = leftOf(asked, kept, (ended) => nextRun(updateOf(ended.asked), ended));
  const before = used.length > 0 ? `, ${used.length} were made before` : '';
  console.error(`Seed ${seed}. Runs: ${left.length}, ${options.atOnce} at once${before}.`);
  const runs = await perform(left, used, options);
  if (runs === null) return interruptedCode;
  const entries = entriesOf(runs);
  const seconds = runs.reduce((sum, run) => sum + ('failed' in run ? 0 : run.seconds), 0);
  const minutes = seconds / 60;
  console.log(entries.map(entryInWords).join('\n'));
  console.log(summaryOf(entries, minutes));
  const isWhole = healthy === 0 && chosen.length === updates.length;
  if (isWhole) await writeFile(pageFile, page(entries, { seed, minutes }));
  if (entries.some(({ run }) => run === null)) return codes.failed;
  return entries.some(({ faults }) => faults.length > 0) ? codes.found : 0;
}

/** The healthy updates in turns, each time with another seed. */
function healthyRuns({ healthy, browser, seed }: Options): Asked[] {
  const harmless = updates.filter(({ breaks }) => breaks.length === 0);
  return Array.from({ length: healthy }, (_, index) => {
    const update = harmless[index % harmless.length]?.id ?? '';
    const parts = browser ? (['sweep', 'properties', 'scenarios'] as const) : (['sweep'] as const);
    return { update, seed: seed + index, thorough: false, parts, planted: true };
  });
}

/** Makes the runs, and tells of each as it ends. Resolves with null where it was interrupted. */
async function perform(
  asked: readonly Asked[],
  made: readonly Ended[],
  { atOnce, seed }: Options,
): Promise<Ended[] | null> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop);
  const temporary = temporaryFolder('catalogue');
  const runs = [...made];
  const keeping: Promise<void>[] = [];
  let total = made.length + asked.length;
  try {
    const { signal } = controller;
    const onEnd = (ended: Ended): Asked | null => {
      const update = updateOf(ended.asked);
      const next = nextRun(update, ended);
      if (next !== null) total += 1;
      runs.push(ended);
      keeping.push(keepRun(keptFile(seed), ended));
      console.error(`${runs.length}/${total} ${endedInWords(update, ended, next !== null)}`);
      return next;
    };
    await runAll(asked, { atOnce, temporary: temporary.path, signal, onEnd });
    await Promise.all(keeping);
    return signal.aborted ? null : runs;
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, stop);
    temporary.remove();
  }
}

/** One entry an update and seed, in the order of the updates. */
function entriesOf(runs: readonly Ended[]): Entry[] {
  const order = new Map(updates.map(({ id }, index) => [id, index]));
  const groups = Map.groupBy(runs, ({ asked: { update, seed } }) => JSON.stringify([update, seed]));
  return [...groups.values()]
    .flatMap((those) => (those[0] === undefined ? [] : [entryOf(updateOf(those[0].asked), those)]))
    .toSorted((a, b) => (order.get(a.update.id) ?? 0) - (order.get(b.update.id) ?? 0));
}

function updateOf({ update }: Asked): Update {
  const found = updates.find(({ id }) => id === update);
  if (found === undefined) throw new Error(`There is no update ${update}.`);
  return found;
}

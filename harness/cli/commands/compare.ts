import { type Command } from 'commander';
import { resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import { oneLine } from '../../../reports/escape.ts';
import { compareRuns } from '../../run/comparing/compare-runs.ts';
import { readJudgedRun } from '../../run/comparing/read-judged-run.ts';
import { readLastRuns } from '../../run/comparing/read-last-runs.ts';
import type { Trend } from '../../run/comparing/trend.ts';
import { defaultOut, findRunFolder } from '../../run/folder/run-folder.ts';
import { readNamedFile } from '../../run/sign-off/read-named-file.ts';
import { writeOneFile } from '../../run/write-one-file.ts';
import { readPublicKey } from '../../signing/signing-key.ts';
import { comparisonInWords } from '../words/comparison-in-words.ts';
import { wholeNumber } from '../options/run-options.ts';
import { say } from '../say.ts';
import { trendInWords } from '../words/trend-in-words.ts';
import { trendPage } from './trend-page.ts';

type CompareOptions = {
  json?: true;
  last?: number;
  out?: string;
  key?: string;
  html?: string;
};

/** Adds the command `chaperone compare`. */
export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .summary('show two runs side by side, or the last runs after each other')
    .description(
      'Shows verdicts, violations (new, gone, persisting), surfaces, coverage, residual risk, scope and accounts of two judged runs side by side; with --last those of the last runs after each other, and which of them are signed off. ' +
        'It exits with 0 whatever the verdicts are.',
    )
    .argument('[first]', 'folder of the earlier run, or its name')
    .argument('[second]', 'folder of the later run, or its name')
    .option('--json', 'prints JSON for other programs (default: a table)')
    .option(
      '--last <number>',
      'so many of the last runs, instead of two by name (default: none)',
      wholeNumber(1, 1000),
    )
    .option('--out <folder>', `where the runs lie, for --last (default: ${defaultOut})`)
    .option(
      '--key <file>',
      'public key in PEM of whoever may sign, for --last (default: sign-offs are not checked)',
    )
    .option('--html <file>', 'writes a page, too, for --last (default: none)')
    .action(
      async (first: string | undefined, second: string | undefined, options: CompareOptions) => {
        const { json, last } = options;
        const asked = last === undefined ? null : await trendAsked(last, options, first);
        const value = asked ?? (await comparisonAsked(first, second, options));
        const lines = json === true ? [JSON.stringify(value, null, 2)] : inWords(value);
        process.stdout.write(`${lines.join('\n')}\n`);
      },
    );
}

type Comparison = Awaited<ReturnType<typeof compareRuns>>;

function inWords(value: Comparison | Trend): string[] {
  return 'signedOff' in value ? trendInWords(value) : comparisonInWords(value);
}

async function comparisonAsked(
  first: string | undefined,
  second: string | undefined,
  options: CompareOptions,
): Promise<Comparison> {
  const given = (['out', 'key', 'html'] as const).find((name) => options[name] !== undefined);
  if (given !== undefined)
    throw new UsageError(`--${given} goes with --last.`, 'Say of how many runs, e.g. --last 10.');
  if (first === undefined || second === undefined)
    throw new UsageError(
      'Two runs are compared, and not both are named.',
      'Name two folders of runs, or say --last 10.',
    );
  const runs = [first, second].map(async (name) => readJudgedRun(await findRunFolder(name)));
  const [one, other] = await Promise.all(runs);
  if (one === undefined || other === undefined) throw new Error('there are two runs');
  return compareRuns(one, other);
}

async function trendAsked(
  last: number,
  { out = defaultOut, key, html }: CompareOptions,
  first: string | undefined,
): Promise<Trend> {
  if (first !== undefined)
    throw new UsageError('--last goes with no run by name.', 'Leave one of the two out.');
  const trusted = key === undefined ? null : readPublicKey(await readNamedFile(key, 'key'), key);
  const trend = await readLastRuns(out, last, trusted);
  if (html !== undefined) {
    const file = resolve(html);
    await writeOneFile(file, trendPage(trend), 'compare again');
    say(`Written: ${oneLine(file)}`);
  }
  return trend;
}

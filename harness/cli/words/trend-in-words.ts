import { oneLine } from '../../../reports/escape.ts';
import { count, ratio } from '../../../reports/words/counting.ts';
import { faultInWords } from './fault-in-words.ts';
import type { SignOffState, Trend, TrendRun } from '../../run/comparing/trend.ts';
import { atMost } from './comparison-in-words.ts';

const signOffWords: Readonly<Record<SignOffState, string>> = {
  none: 'no',
  unchecked: 'not checked (--key)',
  valid: 'yes',
  despite: 'despite',
  bad: 'not valid',
};

type Column = readonly [title: string, of: (told: TrendRun) => string];

/** Whether a run is signed off, and by whom. */
export function signOffOf({ signOff }: TrendRun): string {
  return signOffWords[signOff.state] + (signOff.by === null ? '' : ` by ${signOff.by}`);
}

/** Surfaces that were judged, of those that there are. */
export function surfacesOf({ run: { coverage } }: TrendRun): string {
  return ratio({
    covered: coverage.surfaces - coverage.unreachedSurfaces,
    total: coverage.surfaces,
  });
}

/** The residual risk, or that none is stated. */
export function riskOf({ run: { residualRisk: risk } }: TrendRun): string {
  return risk === null ? 'not stated' : atMost(risk.upper95);
}

/** What each run was and came to, and below it what it looked at: in one table that would be wider than a terminal. */
const tables: readonly (readonly Column[])[] = [
  [
    ['run', ({ run }) => run.name],
    ['release', ({ run }) => run.release ?? 'unreadable'],
    ['scope', ({ run }) => run.scope],
    ['verdict', ({ run }) => run.verdict],
    ['signed off', signOffOf],
  ],
  [
    ['run', ({ run }) => run.name],
    ['faults', ({ faults }) => `${faults}`],
    ['new', ({ change }) => number(change?.new)],
    ['gone', ({ change }) => number(change?.gone)],
    ['persist', ({ change }) => number(change?.persisting)],
    ['not looked at', ({ change }) => number(change?.notJudged)],
    ['surfaces', surfacesOf],
    ['residual risk', riskOf],
  ],
];

function number(faults: readonly unknown[] | undefined): string {
  return faults === undefined ? '-' : `${faults.length}`;
}

/** What became different from run to run, and what is wrong with a sign-off; the latest first. */
export function changesInWords({ runs }: Trend): { run: string; lines: readonly string[] }[] {
  return runs
    .toReversed()
    .map(({ run, change, signOff }) => ({
      run: run.name,
      lines: [
        ...(['new', 'gone', 'persisting', 'notJudged'] as const).flatMap((what) =>
          (change?.[what] ?? []).map(
            (fault) =>
              `${what === 'notJudged' ? 'not looked at again' : what}: ${faultInWords(fault)}`,
          ),
        ),
        ...signOff.why.map((why) => `sign-off: ${why}`),
      ],
    }))
    .filter(({ lines }) => lines.length > 0);
}

/** The last run that was signed off, in words. */
export function lastSignedOff({ runs, signedOff }: Trend): string {
  const found = runs.find(({ run }) => run.name === signedOff)?.run;
  if (found !== undefined)
    return `Last signed off: ${found.name}, release ${found.release ?? 'unreadable'}.`;
  const isUnchecked = runs.some(({ signOff }) => signOff.state === 'unchecked');
  return isUnchecked
    ? 'Sign-offs are there and were not checked: name the public key with --key.'
    : 'None of these runs has a valid sign-off.';
}

/** So many of the latest runs have their changes told, each in so many lines. */
const [mostRuns, mostLines] = [3, 5];

/** A trend in lines for a terminal. */
export function trendInWords(trend: Trend): string[] {
  const changes = changesInWords(trend);
  const untold = changes.length - mostRuns;
  return [
    ...tables.flatMap((columns) => [...tableInWords(trend, columns), '']),
    oneLine(lastSignedOff(trend)),
    ...trend.notes.map(oneLine),
    ...changes
      .slice(0, mostRuns)
      .flatMap(({ run, lines }) => [
        '',
        oneLine(`${run}:`),
        ...lines.slice(0, mostLines).map((line) => oneLine(`  ${line}`)),
        ...(lines.length > mostLines ? [`  and ${lines.length - mostLines} more`] : []),
      ]),
    ...(untold > 0 ? ['', `and changes in ${count(untold, 'earlier run')}`] : []),
    ...(changes.length > 0 ? ['', 'All of it: --json, or --html <file>.'] : []),
    ...(trend.leftOut.length === 0 ? [] : ['', 'Left out:']),
    ...trend.leftOut.map(({ name, why }) => oneLine(`  ${name}: ${why}`)),
  ];
}

function tableInWords({ runs }: Trend, columns: readonly Column[]): string[] {
  const cells = [
    columns.map(([title]) => title),
    ...runs.map((told) => columns.map(([, of]) => of(told))),
  ].map((row) => row.map(oneLine));
  const widths = columns.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

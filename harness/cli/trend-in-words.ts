import { oneLine } from '../../reports/escape.ts';
import { ratio } from '../../reports/words/counting.ts';
import type { SignOffState, Trend, TrendRun } from '../run/comparing/trend.ts';
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

const columns: readonly Column[] = [
  ['run', ({ run }) => run.name],
  ['started', ({ run }) => run.startedAt.replace(/\.\d+Z$/, 'Z')],
  ['release', ({ run }) => run.release ?? 'unreadable'],
  ['scope', ({ run }) => run.scope],
  ['verdict', ({ run }) => run.verdict],
  ['signed off', signOffOf],
  ['faults', ({ faults }) => `${faults}`],
  ['new', ({ change }) => number(change?.new)],
  ['gone', ({ change }) => number(change?.gone)],
  ['persist', ({ change }) => number(change?.persisting)],
  ['not looked at', ({ change }) => number(change?.notJudged)],
  ['accounts', ({ run }) => `${run.coverage.accounts}`],
  ['surfaces', surfacesOf],
  ['attempts', ({ run }) => `${run.coverage.attempts}`],
  ['pairs', ({ run }) => ratio(run.coverage.cohortPairs)],
  ['residual risk', riskOf],
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
            ({ finding, kind, invariant, surface, accepted }) =>
              `${what === 'notJudged' ? 'not looked at again' : what}: ${finding}  ${kind}, ${invariant}, on ${surface}${accepted ? ' (accepted)' : ''}`,
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

/** A trend in lines for a terminal. */
export function trendInWords(trend: Trend): string[] {
  const cells = [
    columns.map(([title]) => title),
    ...trend.runs.map((told) => columns.map(([, of]) => of(told))),
  ].map((row) => row.map(oneLine));
  const widths = columns.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return [
    ...cells.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    '',
    oneLine(lastSignedOff(trend)),
    ...trend.notes.map(oneLine),
    ...changesInWords(trend).flatMap(({ run, lines }) => [
      '',
      oneLine(`${run}:`),
      ...lines.map((line) => oneLine(`  ${line}`)),
    ]),
    ...(trend.leftOut.length === 0 ? [] : ['', 'Left out:']),
    ...trend.leftOut.map(({ name, why }) => oneLine(`  ${name}: ${why}`)),
  ];
}

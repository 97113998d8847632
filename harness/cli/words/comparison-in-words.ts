import { oneLine } from '../../../reports/escape.ts';
import { ratio } from '../../../reports/words/counting.ts';
import type { Fault } from '../../domain/verdict/changes.ts';
import { faultInWords } from './fault-in-words.ts';
import type { ComparedRun, Comparison } from '../../run/comparing/compare-runs.ts';

type Row = readonly [label: string, of: (run: ComparedRun) => string];

const rows: readonly Row[] = [
  ['run', ({ name }) => name],
  ['deployment', ({ deployment }) => deployment],
  ['release', ({ release }) => release ?? 'unreadable'],
  ['before the update', ({ releaseBefore }) => releaseBefore ?? 'unreadable'],
  ['started', ({ startedAt }) => startedAt],
  ['verdict', ({ verdict }) => verdict],
  ['reasons', ({ reasons }) => `${reasons}`],
  ['admitted', ({ admitted }) => `${admitted}`],
  ['scope', ({ scope }) => scope],
  ['parts', ({ parts }) => parts.join(', ')],
  ['seed', ({ seed }) => `${seed}`],
  ['accounts', ({ coverage }) => `${coverage.accounts}`],
  ['accounts of the sweep', ({ coverage }) => `${coverage.sweptAccounts}`],
  ['surfaces', ({ coverage }) => `${coverage.surfaces}`],
  ['surfaces not judged', ({ coverage }) => `${coverage.unreachedSurfaces}`],
  ['fields without a marker', ({ coverage }) => `${coverage.fieldsWithoutToken}`],
  ['attempts', ({ coverage }) => `${coverage.attempts}`],
  ['attempts cut', ({ coverage }) => `${coverage.cut}`],
  ['factors combined by', ({ coverage }) => `${coverage.strength}`],
  ['combinations there', ({ coverage }) => ratio(coverage.cohortTuples)],
  ['pairs tried', ({ coverage }) => ratio(coverage.cohortPairs)],
  [
    'residual risk',
    ({ residualRisk: risk }) => (risk === null ? 'not stated' : atMost(risk.upper95)),
  ],
];

/** Rounded up: the bound must not look better than it is. */
export function atMost(share: number): string {
  return `at most ${(Math.ceil(share * 1000) / 10).toFixed(1)} %`;
}

/** A comparison in lines for a terminal: `*` marks what differs. */
export function comparisonInWords({
  runs,
  invariants,
  violations,
  surfaces,
}: Comparison): string[] {
  const cells = [
    ...rows.map(([label, of]) => [label, ...runs.map(of)]),
    ...invariants.map(({ id, verdicts }) => [id, ...verdicts.map((word) => word ?? 'not judged')]),
  ].map((row) => row.map(oneLine));
  const widths = [0, 1].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const table = cells.map(([label = '', one = '', other = '']) =>
    `${one === other ? ' ' : '*'} ${label.padEnd(widths[0] ?? 0)}  ${one.padEnd(widths[1] ?? 0)}  ${other}`.trimEnd(),
  );
  return [
    ...table,
    '',
    ...section('New faults', violations.new),
    ...section('Faults that are gone', violations.gone),
    ...section('Faults that the second run did not look at again', violations.notJudged),
    ...section('Faults that persist', violations.persisting),
    `New surfaces: ${listed(surfaces.new)}`,
    `Surfaces that are gone: ${listed(surfaces.gone)}`,
  ];
}

function section(title: string, faults: readonly Fault[]): string[] {
  return [
    `${title}: ${faults.length === 0 ? 'none' : faults.length}`,
    ...faults.map((fault) => oneLine(`  ${faultInWords(fault)}`)),
  ];
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? 'none' : oneLine(ids.join(', '));
}

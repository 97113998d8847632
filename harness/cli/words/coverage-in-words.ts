import { oneLine } from '../../../reports/escape.ts';
import { allOfProbe } from '../../domain/verdict/run-coverage.ts';
import type { CoverageSum, CoveringRun, UncoveredPair } from '../../run/coverage/add-up.ts';

/** Uncovered pairs that are named, those that have been it the longest. */
const mostNamed = 10;

/** What runs covered together, in lines. */
export function coverageInWords(sum: CoverageSum): string[] {
  const { runs, uncovered } = sum;
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [oldest] = uncovered;
  const never = uncovered.filter((pair) => pair.never).length;
  const more = uncovered.length - mostNamed;
  return [
    `${sum.deployment}: ${runs.length === 1 ? `the run of ${dayOf(first)}` : `${runs.length} runs from ${dayOf(first)} to ${dayOf(last)}`}`,
    '',
    `Probes and surfaces   ${shareOf(sum.probes)}`,
    `Viewers and owners    ${shareOf(sum.levels)}`,
    '',
    ...(oldest === undefined
      ? ['Nothing is uncovered: the last run covered all that any of them knew of.']
      : [
          `The oldest uncovered pair: ${inWords(oldest)}`,
          `Uncovered by the last run: ${uncovered.length}, ${never} of them by any run. The longest first:`,
          ...uncovered.slice(0, mostNamed).map((pair) => `  ${inWords(pair)}`),
          ...(more > 0 ? [`  and ${more} more: --json lists them`] : []),
        ]),
  ].map(oneLine);
}

function dayOf({ startedAt, run }: CoveringRun): string {
  return `${startedAt.slice(0, 10)} (run ${run})`;
}

function shareOf({ covered, total }: CoverageSum['probes']): string {
  const share = total === 0 ? 100 : Math.floor((1000 * covered) / total) / 10;
  return `${covered} of ${total} pairs covered (${share} %)`;
}

function inWords({ of, pair: [one, other], never, since, runs }: UncoveredPair): string {
  const what =
    of === 'levels'
      ? `${one} sees ${other}`
      : `${one} ${other === allOfProbe ? 'to its end' : `on ${other}`}`;
  const when = never ? `never, known since ${dayOf(since)}` : `not since ${dayOf(since)}`;
  return `${what}: ${when}, ${runs} ${runs === 1 ? 'run' : 'runs'}`;
}

import type { Changes, Fault } from '../../harness/domain/verdict/changes.ts';
import type { EarlierRun, EarlierRuns } from '../../harness/domain/verdict/earlier-runs.ts';
import type { ReportInput } from '../input.ts';
import { count, enumerate, number, ratio, semicolons } from './counting.ts';
import { releasePair } from './release.ts';
import { dateAndTime } from './time.ts';

/** Of one sort, so many are named. */
const mostNamed = 5;

/** How much a run looked at: what a gate did not see says less than what a whole run did not. */
export function kindOfRun({ scope, narrowed }: Pick<EarlierRun, 'scope' | 'narrowed'>): string {
  if (scope === 'gate') return 'gate';
  if (narrowed) return 'narrowed run';
  return scope === 'thorough' ? 'thorough run' : 'whole run';
}

/** `1.4.2 → 1.5.0`; the release alone where there was no update. */
export function releasesOf(run: EarlierRun): string {
  const { before, after } = releasePair({ verdict: run });
  return run.releaseBefore === null ? after : `${before} → ${after}`;
}

/** Whether a run is signed off, as far as can be told without the key. */
export function signOffOf({ signOff }: EarlierRun): string {
  if (signOff.state === 'none') return 'no';
  if (signOff.state === 'bad') return 'a sign-off that does not fit the run';
  const despite = signOff.despite ? ', despite what speaks against it' : '';
  return `by ${signOff.by}${despite} (not verified here)`;
}

/** What is told before the table, in sentences. */
export function earlierWords(input: ReportInput): string[] {
  const { earlier } = input;
  if (earlier === undefined) return [];
  if (earlier === null)
    return ['earlier.json in the run’s folder is damaged: nothing is told of earlier runs.'];
  const isNone = earlier.runs.length === 0 && earlier.signedOff === null;
  return [
    ...(isNone
      ? [`No earlier run of this deployment was found in ${earlier.folder}.`]
      : signedOffWords(earlier)),
    ...(earlier.signedOff === null || earlier.changes === null
      ? []
      : sinceWords(earlier.changes, earlier.signedOff.run, input)),
    ...leftOutWords(earlier),
  ];
}

function signedOffWords({ signedOff }: EarlierRuns): string[] {
  if (signedOff === null || signedOff.run.signOff.state !== 'unchecked')
    return ['None of the earlier runs there is signed off.'];
  const { run } = signedOff;
  const { by, signedAt, subjects } = signedOff.run.signOff;
  const of = subjects.map(({ name, sha256 }) => `${name}@sha256:${sha256.slice(0, 12)}…`);
  return [
    `Signed off before: release ${releasesOf(run)}, by ${by} on ${dateAndTime(signedAt)}, for ${enumerate(of, mostNamed)} (${kindOfRun(run)} ${run.name}). Whose signature it is was not verified here: chaperone check-sign-off does that.`,
  ];
}

/** What changed since the run that was signed off. */
function sinceWords({ violations, surfaces }: Changes, then: EarlierRun, now: ReportInput) {
  const { coverage } = now.verdict;
  const judged = {
    covered: coverage.surfaces - coverage.unreachedSurfaces.length,
    total: coverage.surfaces,
  };
  return [
    `Since then: ${semicolons(
      faults(violations.new, 'new violation'),
      `${number(violations.persisting.length)} that persist`,
      violations.notJudged.length === 0
        ? ''
        : `${number(violations.notJudged.length)} not seen again${on(violations.notJudged)} (\`chaperone compare\` tells whether it was looked for)`,
    )} (admitted ones are counted too).`,
    `Surfaces: ${number(surfaces.new.length)} new${named(surfaces.new)}; ${number(surfaces.gone.length)} gone${named(surfaces.gone)}; ${number(surfaces.common)} as before.`,
    `Coverage: ${ratio(then.pairs)} pairs of viewer and owner then, ${ratio(coverage.cohortPairs)} now; ${ratio(then.surfaces)} surfaces judged then, ${ratio(judged)} now; ${count(then.attempts, 'attempt')} then, ${number(coverage.attempts)} now.`,
  ];
}

function faults(all: readonly Fault[], noun: string): string {
  return `${count(all.length, noun)}${on(all)}`;
}

function on(all: readonly Fault[]): string {
  return all.length === 0
    ? ''
    : ` on ${enumerate([...new Set(all.map(({ surface }) => surface))], mostNamed)}`;
}

function named(ids: readonly string[]): string {
  return ids.length === 0 ? '' : ` (${enumerate(ids, mostNamed)})`;
}

function leftOutWords({ leftOut, folder }: EarlierRuns): string[] {
  if (leftOut.length === 0) return [];
  return [
    `Left out: ${count(leftOut.length, 'folder')} in ${folder} without a verdict that can be read (${enumerate(leftOut, mostNamed)}).`,
  ];
}

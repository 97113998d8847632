import type { EarlierRun } from '../../domain/verdict/earlier-runs.ts';
import { compareText } from '../../domain/in-order.ts';
import type { JudgedRunWithFolder } from './changes-since.ts';
import { type ComparedRun, compareRuns, type Comparison } from './compare-runs.ts';

/**
 * What lies beside a run: as a later run tells it, which has no key, or what only a key shows. `valid`: signed by the key
 * that was named, and all fits. `despite`: so too, but something speaks against the run.
 */
export type SignOffState = EarlierRun['signOff']['state'] | 'valid' | 'despite';

/** The sign-off of a run, with why it does not do or what it was signed despite. */
export type SignOffFound = { state: SignOffState; by: string | null; why: readonly string[] };

/** A run of a trend, with what became different since the run before it. */
export type TrendRun = {
  run: ComparedRun;
  /** Faults, each counted once; without those that are admitted. */
  faults: number;
  /** Against the run before. Null: it is the first. */
  change: Comparison['violations'] | null;
  signOff: SignOffFound;
};

/** Runs of one deployment after each other: what `chaperone compare --last 10 --json` prints. */
export type Trend = {
  schema: 1;
  deployment: string;
  /** The earliest first. */
  runs: readonly TrendRun[];
  /** The name of the last run with a valid sign-off. Null: there is none among these. */
  signedOff: string | null;
  /** Runs that are not told, with why: half there, not judged, or of another deployment. */
  leftOut: readonly { name: string; why: string }[];
  /** What is to be known of their order, in words. */
  notes: readonly string[];
};

/** Clocks of two machines may differ by so much (milliseconds). */
const tolerance = 5 * 60_000;

/**
 * Puts runs of one deployment after each other, by when they began.
 * @param now milliseconds since the epoch: a run that began later had another clock
 */
export async function trendOf(
  runs: readonly (JudgedRunWithFolder & { signOff: SignOffFound })[],
  leftOut: Trend['leftOut'],
  now: number,
): Promise<Trend> {
  const inOrder = runs.toSorted(
    ({ plan: a }, { plan: b }) => a.startedAt - b.startedAt || compareText(a.name, b.name),
  );
  const told: TrendRun[] = [];
  // One after the other: histories may be large.
  for (const [index, judged] of inOrder.entries()) {
    const before = inOrder[index - 1];
    const { runs: compared, violations } = await compareRuns(before ?? judged, judged);
    told.push({
      run: compared[1],
      faults: new Set(judged.verdict.violations.map(({ finding }) => finding)).size,
      change: before === undefined ? null : violations,
      signOff: judged.signOff,
    });
  }
  return {
    schema: 1,
    deployment: inOrder[0]?.verdict.deployment ?? '',
    runs: told,
    signedOff: told.findLast(({ signOff }) => signOff.state === 'valid')?.run.name ?? null,
    leftOut,
    notes: inOrder
      .filter(({ plan }) => plan.startedAt > now + tolerance)
      .map(
        ({ plan }) =>
          `${plan.name} began at ${new Date(plan.startedAt).toISOString()}, and here it is ${new Date(now).toISOString()}: one of the two clocks is wrong, and the order of the runs may be.`,
      ),
  };
}

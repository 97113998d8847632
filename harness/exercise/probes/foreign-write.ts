import { setTimeout as sleep } from 'node:timers/promises';
import type { SweepContext, SweepProbe } from './probe.ts';
import { isFirstHalf } from '../state/first-half.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { chooseTrials } from './writing/choose-trials.ts';
import type { PlannedTrial } from './writing/choose-trials.ts';
import { makeTrials } from './writing/make-trials.ts';
import { changedTrials } from './writing/suspicions.ts';
import { canNameOwner, looksOf, writeOf } from './writing/trial.ts';
import type { Trial } from './writing/trial.ts';

/** Longest pause, in milliseconds. */
const longestPause = 3000;
/** Trials without a write that show what changes by itself, for each write after which something had changed. */
const quietEach = 2;

/**
 * Writes to what is another's, as the definition allows (`writes`), each time to a thing that was made for it alone. The
 * owner looks before, after, and after a quiet pause of the same length; then whoever may writes the same, so that it is
 * known that the write works, and that its effect shows.
 */
export const foreignWrite: SweepProbe = {
  id: 'foreign-write',
  title: 'Writes to what is another’s, after which the owner looks',
  needs: 'requests that may change something (`writes: [write(…)]`), and two patients',
  disturbs: 'data',
  async *attempts(context) {
    const { worker } = context;
    if (isFirstHalf(worker)) return;
    yield* attemptsOf(context, 0);
    if (worker.plan.scope === 'thorough') yield* attemptsOf(context, 1);
  },
};

/** The probe for some writes alone, which every patient tries: so it shows who can, and who can’t. */
export function writesByAll(writes: ReadonlySet<string>): SweepProbe {
  return {
    ...foreignWrite,
    async *attempts(context) {
      yield* attemptsOf(context, 0, writes);
      yield* attemptsOf(context, 1, writes);
    },
  };
}

/** @param only the writes that all try. Default: all writes, by some */
async function* attemptsOf(
  context: SweepContext,
  turn: 0 | 1,
  only?: ReadonlySet<string>,
): AsyncGenerator<readonly AttemptRequest[]> {
  const { worker } = context;
  const began = Date.now();
  const name = `${worker.name}.${only === undefined ? '' : 'all.'}${turn}`;
  const trials = await makeTrials(context, chooseTrials(context, turn, only), name);
  if (trials.length === 0) return;
  const claimed = trials.filter(
    ({ kind, write, writer, session }) =>
      kind === 'foreign' && session !== null && canNameOwner(write, writer),
  );
  const made = Date.now();
  yield looks(trials, 0);
  yield trials
    .filter(({ kind }) => kind !== 'own')
    .map((trial) =>
      writeOf(worker, trial, trial.kind === 'given' ? 'given-away' : 'foreign-write', 1),
    );
  yield looks(trials, 2);
  yield claimed.map((trial) => writeOf(worker, trial, 'claimed', 3));
  yield looks(claimed, 4);
  const active = Date.now() - made;
  await pause(context, active);
  yield looks(trials, 6);
  yield* quietAttempts(context, changedTrials(worker, trials), {
    name,
    before: made - began,
    between: Date.now() - made,
  });
  const controlled = trials.filter(({ control }) => control !== null);
  yield controlled.map((trial) => writeOf(worker, trial, 'own-write', 7));
  yield looks(controlled, 8);
}

/** Looks at things that nobody writes to, at the same times after their making. */
async function* quietAttempts(
  context: SweepContext,
  suspicious: readonly Trial[],
  { name, before, between }: { name: string; before: number; between: number },
): AsyncGenerator<readonly AttemptRequest[]> {
  const one = new Map(suspicious.map((trial) => [`${trial.write.id} ${trial.kind}`, trial]));
  const planned = [...one.values()].flatMap((trial): PlannedTrial[] =>
    Array.from({ length: quietEach }, () => ({ ...trial, kind: 'quiet' as const })),
  );
  const trials = await makeTrials(context, planned, `${name}.quiet`);
  if (trials.length === 0) return;
  await pause(context, before);
  yield looks(trials, 0);
  await pause(context, between / 2);
  yield looks(trials, 2);
  await pause(context, between / 2);
  yield looks(trials, 6);
}

function looks(trials: readonly Trial[], step: number): AttemptRequest[] {
  return trials.flatMap((trial) => looksOf(trial, step));
}

async function pause({ worker }: SweepContext, milliseconds: number): Promise<void> {
  await sleep(Math.min(milliseconds, longestPause), undefined, { signal: worker.signal }).catch(
    () => undefined,
  );
}

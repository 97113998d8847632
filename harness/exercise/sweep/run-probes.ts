import { UsageError } from '../../domain/errors.ts';
import type { Random } from '../../accounts/random.ts';
import type { Batch, ProbeAttempt } from '../../deployment/probe.ts';
import type { SweepContext, SweepProbe } from '../probes/probe.ts';
import { failedFact } from '../state/failed-fact.ts';
import type { ListenRound } from '../listening/round-types.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Performer } from './perform.ts';
import { createResolve } from './resolve.ts';

type Named = ProbeAttempt | ListenRound;

/** A probe under way. */
type Running = {
  probe: SweepProbe;
  batches: AsyncIterator<Batch<Named>>;
  planned: number;
  cut: number;
  /** The error that the probe threw, or that an attempt it named caused; null if none. */
  failure: unknown;
  through: boolean;
};

type Field = {
  context: SweepContext;
  performer: Performer;
  random: Random;
  /** Most attempts of each probe that is `budgeted`. */
  budget: number;
};

/**
 * Runs probes side by side: takes the next batch of each, makes all attempts of these batches, and repeats until no
 * probe names any more. A probe that throws is recorded as failed, and the others go on. Returns the number of
 * attempts.
 */
export async function runProbes(probes: readonly SweepProbe[], field: Field): Promise<number> {
  const { worker } = field.context;
  const running = probes.map((probe) => start(probe, field.context));
  let made = 0;
  while (!field.performer.isOver() && running.some(({ through }) => !through)) {
    const requests: AttemptRequest[] = [];
    const rounds: ListenRound[] = [];
    for (const one of running) {
      const batch = await nextOf(one);
      const kept = cutTo(field.budget, one, batch);
      if (kept.length === 0) continue;
      try {
        const resolve = createResolve(worker);
        for (const named of kept) {
          if ('listeners' in named) rounds.push({ ...named, probe: one.probe.id });
          else requests.push(resolve(one.probe, named));
        }
      } catch (error) {
        fail(one, error);
      }
    }
    made += requests.length + rounds.length;
    await field.performer.perform(probes.length > 1 ? field.random.shuffle(requests) : requests);
    await field.performer.listen(rounds);
  }
  for (const one of running) if (one.through) tell(one, field.context);
  return made;
}

function start(probe: SweepProbe, context: SweepContext): Running {
  const batches = batchesOf(probe, context);
  return { probe, batches, planned: 0, cut: 0, failure: null, through: false };
}

async function* batchesOf(
  { attempts }: SweepProbe,
  context: SweepContext,
): AsyncGenerator<Batch<Named>> {
  const named = attempts(context);
  if (Array.isArray(named)) yield named;
  else yield* named as AsyncIterable<Batch<Named>>;
}

async function nextOf(one: Running): Promise<Batch<Named>> {
  if (one.through) return [];
  try {
    const { done, value } = await one.batches.next();
    if (done !== true) return value;
    one.through = true;
  } catch (error) {
    fail(one, error);
  }
  return [];
}

/** Ends a failed probe. An error of the run itself (a full disk) is thrown and ends the sweep. */
function fail(one: Running, error: unknown): void {
  if (error instanceof UsageError) throw error;
  one.failure = error;
  one.through = true;
}

function cutTo(budget: number, one: Running, batch: Batch<Named>): Batch<Named> {
  const left = one.probe.budgeted === true ? budget - (one.planned - one.cut) : Infinity;
  const kept = batch.slice(0, Math.max(0, left));
  one.planned += batch.length;
  one.cut += batch.length - kept.length;
  return kept;
}

function tell({ probe, planned, cut, failure }: Running, { worker }: SweepContext): void {
  const { id, title, needs } = probe;
  const failed = failure === null ? null : failedFact(null, {}, `the probe ${id}`, failure);
  if (failed !== null) worker.record(failed);
  const nothing = planned === 0 ? `it needs ${needs}` : null;
  const why = failed === null ? nothing : `it failed: ${failed.why}`;
  const { phase, definition } = worker;
  const own = definition.probes?.some((mine) => mine.id === id) === true;
  worker.record({
    type: 'fact',
    fact: 'probed',
    at: Date.now(),
    phase,
    probe: id,
    title,
    planned,
    cut,
    why,
    ...(own ? { own } : {}),
  });
}

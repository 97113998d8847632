import { now } from '../../domain/clock.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Random } from '../../accounts/random.ts';
import type { Batch, ProbeAttempt } from '../../deployment/probe.ts';
import type { Done, LeftOut, SweepContext, SweepProbe } from '../probes/probe.ts';
import { failedFact } from '../state/failed-fact.ts';
import type { ListenRound } from '../listening/round-types.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Performer } from './perform.ts';
import { breadthFirst } from './breadth-first.ts';
import { createResolve } from './resolve.ts';

type Asked = ProbeAttempt | ListenRound;
type Named = Asked | LeftOut | Done;

/** A probe under way. */
type Running = {
  probe: SweepProbe;
  batches: AsyncIterator<Batch<Named>>;
  planned: number;
  cut: number;
  /** What the time cut, by surface. */
  late: Map<string, number>;
  /** What the budget of attempts cut, by surface. */
  beyond: Map<string, number>;
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
  /** Milliseconds since the epoch after which no attempt begins; Infinity: no limit. */
  until: number;
};

/**
 * Runs probes side by side: takes the next batch of each, makes all attempts of these batches, and repeats until no
 * probe names any more, or the time is over. A probe that throws is recorded as failed, and the others go on. Returns
 * the number of attempts.
 */
export async function runProbes(probes: readonly SweepProbe[], field: Field): Promise<number> {
  const running = probes.map((probe) => start(probe, field.context));
  const isLate = (): boolean => Date.now() >= field.until;
  let made = 0;
  let waiting: readonly AttemptRequest[] = [];
  const isDone = (): boolean => waiting.length === 0 && running.every(({ through }) => through);
  while (!field.performer.isOver() && !isLate() && !isDone()) {
    const { requests, rounds } = await nextRound(running, field);
    // In a gate even those of one probe: what its time cuts is drawn anew with each seed.
    const isGate = field.until < Infinity;
    const mixed = isGate || probes.length > 1 ? field.random.shuffle(requests) : requests;
    const all = isGate ? breadthFirst([...waiting, ...mixed]) : mixed;
    waiting = await field.performer.perform(all, endOfRound(field.until));
    const late = await field.performer.listen(rounds, field.until);
    for (const round of late) noteLate(running, round);
    made += all.length - waiting.length + rounds.length - late.length;
  }
  for (const request of waiting) noteLate(running, request);
  for (const one of running) if (one.through || isLate()) tell(one, field.context);
  return made;
}

/** Less time than this (milliseconds) is not divided further. */
const shortestRound = 250;

/**
 * A round takes half of the time that is left, so that what probes name later, having seen the first answers, competes
 * with what they named first.
 */
function endOfRound(until: number): number {
  const left = until - Date.now();
  return left === Infinity || left < shortestRound ? until : until - left / 2;
}

/** The next batch of each probe. */
async function nextRound(
  running: readonly Running[],
  { context, budget }: Field,
): Promise<{ requests: AttemptRequest[]; rounds: ListenRound[] }> {
  const requests: AttemptRequest[] = [];
  const rounds: ListenRound[] = [];
  for (const one of running) {
    const batch = await nextOf(one);
    const kept = cutTo(budget, one, batch);
    if (kept.length === 0) continue;
    try {
      const resolve = createResolve(context.worker);
      for (const named of kept) {
        if ('listeners' in named) rounds.push({ ...named, probe: one.probe.id });
        else requests.push(resolve(one.probe, named));
      }
    } catch (error) {
      fail(one, error);
    }
  }
  return { requests, rounds };
}

function noteLate(
  running: readonly Running[],
  { probe: id, surface }: { probe?: string; surface: { id: string } },
): void {
  const one = running.find(({ probe }) => probe.id === id);
  if (one === undefined) return;
  one.cut += 1;
  countIn(one.late, surface.id);
}

function countIn(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function start(probe: SweepProbe, context: SweepContext): Running {
  const batches = batchesOf(probe, context);
  return {
    probe,
    batches,
    planned: 0,
    cut: 0,
    late: new Map(),
    beyond: new Map(),
    failure: null,
    through: false,
  };
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

function cutTo(budget: number, one: Running, batch: Batch<Named>): Batch<Asked> {
  const left = one.probe.budgeted === true ? budget - (one.planned - one.cut) : Infinity;
  const asked = batch.filter((named): named is Asked => !('left' in named || 'done' in named));
  const kept = asked.slice(0, Math.max(0, left));
  const leftOut = batch.reduce((sum, named) => sum + ('left' in named ? named.left : 0), 0);
  for (const { surface } of asked.slice(kept.length)) countIn(one.beyond, surface.id);
  const done = batch.reduce((sum, named) => sum + ('done' in named ? named.done : 0), 0);
  one.planned += asked.length + leftOut + done;
  one.cut += asked.length - kept.length + leftOut;
  return kept;
}

function tell(
  { probe, planned, cut, late, beyond, failure, through }: Running,
  { worker }: SweepContext,
): void {
  const { id, title, needs } = probe;
  const failed = failure === null ? null : failedFact(null, {}, `the probe ${id}`, failure);
  if (failed !== null) worker.record(failed);
  const lacking = through ? `it needs ${needs}` : 'the time of the run was over';
  const nothing = planned === 0 ? lacking : null;
  const why = failed === null ? nothing : `it failed: ${failed.why}`;
  const { phase, definition } = worker;
  const own = definition.probes?.some((mine) => mine.id === id) === true;
  worker.record({
    type: 'fact',
    fact: 'probed',
    at: now(),
    phase,
    probe: id,
    title,
    planned,
    cut,
    why,
    ...(late.size > 0 ? { late: Object.fromEntries(late) } : {}),
    ...(beyond.size > 0 ? { beyond: Object.fromEntries(beyond) } : {}),
    ...(through ? {} : { unfinished: true }),
    ...(own ? { own } : {}),
  });
}

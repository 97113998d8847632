import fc from 'fast-check';
import type { Worker } from '../harness/index.ts';
import { openCasting } from './casting.ts';
import { reportLeak } from './counterexample.ts';
import { Leaked, play } from './play.ts';
import type { Played } from './play.ts';
import { scripts } from './script-arbitrary.ts';
import type { Script } from './script.ts';
import { shrinkBudget } from './shrink-budget.ts';
import { count, missing, newTally } from './tally.ts';
import { vocabularyOf } from './vocabulary.ts';

export type ExploreOptions = {
  seed: number;
  /** Of a counterexample that fast-check printed: that one alone is played. */
  path?: string;
  /** Scripts to play. */
  runs: number;
};

/** Scripts whose casts are prepared while another one is played. */
const ahead = 6;
/** Of the exploration, in milliseconds. What was not played by then is missing, never passed. */
const timeLimit = 180_000;

/**
 * Plays generated scripts on the deployment until one leaks or all were played. Rejects with the shortest
 * script that leaks, as a person would repeat it, or with what kept the property from doing its work.
 */
export async function explore(worker: Worker, options: ExploreOptions): Promise<void> {
  const words = vocabularyOf(worker.definition);
  await prepareStaff(worker);
  const casting = openCasting(worker, words);
  const tally = newTally();
  const leaks: Played[] = [];
  const budget = shrinkBudget();
  const deadline = Date.now() + timeLimit;
  const sampling = {
    seed: options.seed,
    path: options.path ?? '',
    numRuns: options.path ? 1 : options.runs,
  };
  // The same values as the property's below, so that their casts can be prepared before their turn.
  const upcoming = fc.sample(scripts(words), sampling);
  for (const script of upcoming.splice(0, ahead)) casting.announce(script);

  const playOn = async (script: Script): Promise<Played | null> => {
    try {
      const cast = await casting.take(script);
      const played = await play(worker, words, script, cast, { shrinking: budget.isOpen() });
      count(tally, played, cast);
      if (played.leak) leaks.unshift(played);
      return played;
    } catch (error) {
      tally.broken.push(
        `a script broke off: ${error instanceof Error ? error.message : String(error)}`,
      );
      return null;
    }
  };
  const property = fc.asyncProperty(scripts(words), async (script) => {
    if (worker.signal.aborted || Date.now() > deadline || !budget.spend()) return;
    const next = budget.isOpen() ? script : upcoming.shift();
    if (next) casting.announce(next);
    const played = await playOn(script);
    if (!played?.leak) return;
    budget.open();
    throw new Leaked(played);
  });
  await fc.assert(property, {
    ...sampling,
    endOnFailure: options.path !== undefined,
    asyncReporter: async (details) => {
      const [script] = details.counterexample ?? [];
      if (script && details.errorInstance instanceof Leaked) {
        const again = await playOn(script);
        await casting.settled();
        throw new Error(reportLeak(worker, words, { details, script, leaks, again }));
      }
      await casting.settled();
      if (details.errorInstance) throw details.errorInstance;
      demandEnough(worker, missing(tally, words, sampling.numRuns));
    },
  });
}

/** Too little is inconclusive: recorded for the judge, and no pass here. */
function demandEnough(worker: Worker, reasons: readonly string[]): void {
  if (reasons.length === 0) return;
  const why = reasons.join('; ');
  const failed = { account: null, cohort: {}, what: 'properties', why };
  worker.record({ type: 'fact', fact: 'failed', at: Date.now(), ...failed });
  throw new Error(`The property says nothing about this deployment: ${why}.`);
}

/** What consultations are held with, where the deployment has staff: one of each role is enough here. */
async function prepareStaff(worker: Worker): Promise<void> {
  for (const role of Object.keys(worker.definition.accounts.staff ?? {})) {
    await worker.signIn(await worker.createAccount({ cohort: {}, role }));
  }
}

import type { AccountId, Attempt, FoundBreach, Worker } from '../harness/index.ts';
import type { Cast } from './casting.ts';
import { actorName } from './command.ts';
import type { Command } from './command.ts';
import { judgeCast } from './judge-cast.ts';
import { perform } from './perform.ts';
import type { Script } from './script.ts';
import { closeStage, openStage } from './stage.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What came of a script. */
export type Played = {
  /** Steps that reached the deployment, in order. */
  performed: readonly Command[];
  attempts: readonly Attempt[];
  /** Who took part, by the names that they have in the script. */
  names: ReadonlyMap<AccountId, string>;
  /** The first step after which something had leaked, by its index; null: none. */
  leak: { step: number; breaches: readonly [FoundBreach, ...FoundBreach[]] } | null;
};

/**
 * Plays a script and judges after every step what those taking part in it received. What belongs to anybody
 * else stays in the history, for the judge of the whole run: it would not be there the next time.
 */
export async function play(
  worker: Worker,
  words: Vocabulary,
  script: Script,
  cast: Cast,
  options: { shrinking: boolean },
): Promise<Played> {
  const stage = openStage(worker, words, cast, options.shrinking);
  const names = namesOf(cast);
  const accounts = new Set(names.keys());
  const performed: Command[] = [];
  const attempts: Attempt[] = [];
  for (const [step, command] of script.steps.entries()) {
    worker.signal.throwIfAborted();
    const done = await perform(stage, command);
    if (done === 'impossible') continue;
    performed.push(command);
    if (done === 'done') continue;
    attempts.push(done);
    const [first, ...more] = judgeCast(worker, accounts, [...cast.bystander.looks, ...attempts]);
    if (first) return { performed, attempts, names, leak: { step, breaches: [first, ...more] } };
  }
  await closeStage(stage);
  return { performed, attempts, names, leak: null };
}

function namesOf({ actors, bystander }: Cast): Map<AccountId, string> {
  return new Map([
    [bystander.thing.owner.id, 'the bystander'],
    ...actors.flatMap((session, actor): [AccountId, string][] =>
      session ? [[session.account.id, actorName(actor)]] : [],
    ),
  ]);
}

/** Thrown within the property, so that fast-check shrinks what leaks and nothing else. */
export class Leaked extends Error {
  override readonly name = 'Leaked';
  readonly played: Played;

  constructor(played: Played) {
    super('A patient received what belongs to another.');
    this.played = played;
  }
}

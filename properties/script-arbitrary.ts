import fc from 'fast-check';
import type { Cohort } from '../harness/index.ts';
import type { Command } from './command.ts';
import { draw } from './draw.ts';
import { apply, enabled, initialModel } from './model.ts';
import type { Model } from './model.ts';
import type { Script } from './script.ts';
import { shrinkScript } from './shrink-script.ts';
import type { Progress } from './shrink-script.ts';
import type { Vocabulary } from './vocabulary.ts';

const fewestSteps = 6;
const mostSteps = 20;
const mostActors = 2;
/** Draws of a cohort before giving up: `impossible` should leave more than one in so many. */
const cohortDraws = 1000;

/** Scripts in which every step is possible when its turn comes, and stays so while they are shrunk. */
export function scripts(words: Vocabulary): fc.Arbitrary<Script> {
  return new ScriptArbitrary(words);
}

/** A class only because fast-check takes nothing else; it keeps no state, so that seed and path replay. */
class ScriptArbitrary extends fc.Arbitrary<Script> {
  readonly words: Vocabulary;

  constructor(words: Vocabulary) {
    super();
    this.words = words;
  }

  override generate(random: fc.Random): fc.Value<Script> {
    // Nobody shares anything alone.
    const count = random.nextInt(this.words.sharing === 'none' ? 1 : mostActors, mostActors);
    const actors = Array.from({ length: count }, () => drawCohort(this.words, random));
    const bystander = drawCohort(this.words, random);
    const steps = drawSteps(this.words, count, random);
    return new fc.Value({ bystander, actors, steps }, undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Script {
    return false;
  }

  override shrink(value: Script, context: unknown): fc.Stream<fc.Value<Script>> {
    const shrunk = fc.stream(
      shrinkScript(this.words, value, isProgress(context) ? context : undefined),
    );
    return shrunk.map(({ script, progress }) => new fc.Value(script, progress));
  }
}

/** fast-check keeps what belongs to a value, and does not know its type. */
function isProgress(context: unknown): context is Progress {
  return typeof context === 'object' && context !== null && 'size' in context && 'end' in context;
}

function drawCohort(words: Vocabulary, random: fc.Random): Cohort {
  for (let draws = 0; draws < cohortDraws; draws++) {
    const levels = words.factors.map(([factor, of]) => [
      factor,
      of[random.nextInt(0, of.length - 1)] ?? '',
    ]);
    const cohort: Cohort = Object.fromEntries(levels);
    if (words.isPossible(cohort)) return cohort;
  }
  throw new Error(
    'The definition rules out every cohort whose account, session and booking are from after the update.',
  );
}

function drawSteps(words: Vocabulary, actors: number, random: fc.Random): Command[] {
  let model = initialModel(actors);
  const steps: Command[] = [];
  const length = random.nextInt(fewestSteps, mostSteps);
  while (steps.length < length) {
    const step = draw(enabled(words, model), steps, { words, model }, random);
    if (!step) break;
    steps.push(step);
    model = apply(model, step);
  }
  return [...steps, ...lastLooks(words, model)];
}

/**
 * Whatever went before, everybody who is signed in takes all lists at the end, and what had been shared with them
 * and is not any more.
 */
function lastLooks(words: Vocabulary, model: Model): Command[] {
  return enabled(words, model).filter((command) => {
    if (command.kind !== 'look' || command.viewer === 'anonymous') return false;
    const { thing, viewer } = command;
    const wasShared = thing !== null && model.things[thing]?.shared?.[viewer.actor] === false;
    return (thing === null || wasShared) && viewer.session === 'open';
  });
}

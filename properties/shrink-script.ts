import type { Cohort } from '../harness/index.ts';
import { keepEnabled, takesPart } from './script.ts';
import type { Script } from './script.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * How far shrinking has come: the next chunk of steps to leave out ends before `end` and has `size` steps. Size 0:
 * all steps that are left matter. Going on from here, instead of anew, halves what has to be played.
 */
export type Progress = { size: number; end: number };

export type Shrunk = { script: Script; progress: Progress };

/**
 * Simpler scripts, the boldest first: with the simplest bystander (who may take long to prepare), without one
 * of the actors, without a chunk of steps (from the end: what comes after the leak is useless), with simpler
 * cohorts. Steps that are no longer possible go with those that made them so.
 */
export function* shrinkScript(
  words: Vocabulary,
  script: Script,
  progress?: Progress,
): Generator<Shrunk> {
  if (!progress) {
    yield* withSimplestBystander(words, script);
    yield* withoutOneActor(words, script);
  }
  yield* withoutSteps(words, script, progress ?? beginningOf(script));
  yield* withSimplerCohorts(words, script);
}

function beginningOf({ steps }: Script): Progress {
  return { size: Math.ceil(steps.length / 2), end: steps.length };
}

function* withSimplestBystander(words: Vocabulary, script: Script): Generator<Shrunk> {
  const simplest = words.factors.map(([factor, [level = '']]) => [factor, level] as const);
  const isSimplest = simplest.every(([factor, level]) => script.bystander[factor] === level);
  const bystander: Cohort = Object.fromEntries(simplest);
  if (isSimplest || !words.isPossible(bystander)) return;
  yield { script: { ...script, bystander }, progress: beginningOf(script) };
}

function* withoutOneActor(words: Vocabulary, script: Script): Generator<Shrunk> {
  for (const actor of script.actors.keys()) {
    const steps = script.steps.filter((step) => !takesPart([step], actor));
    if (steps.length === 0 || steps.length === script.steps.length) continue;
    const smaller = keepEnabled(words, { ...script, steps });
    yield { script: smaller, progress: beginningOf(smaller) };
  }
}

/** Chunks of `size` and smaller ones, down to single steps; of these, at last, all that are left. */
function* withoutSteps(
  words: Vocabulary,
  script: Script,
  { size, end }: Progress,
): Generator<Shrunk> {
  if (size === 0) return;
  const { steps } = script;
  const without = (chunk: number, before: number): Shrunk => {
    const begin = Math.max(0, before - chunk);
    const rest = [...steps.slice(0, begin), ...steps.slice(before)];
    const smaller = keepEnabled(words, { ...script, steps: rest });
    return { script: smaller, progress: { size: chunk, end: begin } };
  };
  for (let chunk = size; chunk > 1; chunk = Math.ceil(chunk / 2)) {
    for (let at = chunk === size ? end : steps.length; at > 0; at -= chunk) {
      yield without(chunk, at);
    }
  }
  const from = size === 1 ? end : steps.length;
  for (let at = from; at > 0; at--) yield without(1, at);
  for (let at = steps.length; at > from; at--) yield without(1, at);
}

/** One level at a time becomes the first of its factor: what stays matters. */
function* withSimplerCohorts(words: Vocabulary, script: Script): Generator<Shrunk> {
  const progress = { size: 0, end: 0 };
  const { actors, steps } = script;
  for (const [actor, cohort] of actors.entries()) {
    if (!takesPart(steps, actor)) continue;
    for (const simpler of simplerCohorts(words, cohort)) {
      yield { script: { ...script, actors: actors.with(actor, simpler) }, progress };
    }
  }
  for (const bystander of simplerCohorts(words, script.bystander)) {
    yield { script: { ...script, bystander }, progress };
  }
}

function* simplerCohorts(words: Vocabulary, cohort: Cohort): Generator<Cohort> {
  for (const [factor, [simplest]] of words.factors) {
    if (simplest === undefined || cohort[factor] === simplest) continue;
    const simpler = { ...cohort, [factor]: simplest };
    if (words.isPossible(simpler)) yield simpler;
  }
}

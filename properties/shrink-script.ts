import type { Cohort } from '../harness/index.ts';
import { keepEnabled, takesPart } from './script.ts';
import type { Script } from './script.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Simpler scripts, the boldest first: with the simplest bystander (who may be costly to prepare each time),
 * without a chunk of steps (halves, quarters, … single ones; from the end, for what comes after the leak is
 * useless), then with simpler cohorts. Steps that are no longer possible go with those that made them so.
 */
export function* shrinkScript(words: Vocabulary, script: Script): Generator<Script> {
  yield* withSimplestBystander(words, script);
  const { steps } = script;
  for (
    let size = Math.ceil(steps.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let end = steps.length; end > 0; end -= size) {
      const rest = [...steps.slice(0, Math.max(0, end - size)), ...steps.slice(end)];
      yield keepEnabled(words, { ...script, steps: rest });
    }
  }
  for (const [actor, cohort] of script.actors.entries()) {
    if (!takesPart(steps, actor)) continue;
    for (const simpler of simplerCohorts(words, cohort)) {
      yield { ...script, actors: script.actors.with(actor, simpler) };
    }
  }
  for (const bystander of simplerCohorts(words, script.bystander)) yield { ...script, bystander };
}

function* withSimplestBystander(words: Vocabulary, script: Script): Generator<Script> {
  const simplest = words.factors.map(([factor, [level = '']]) => [factor, level] as const);
  const isSimplest = simplest.every(([factor, level]) => script.bystander[factor] === level);
  const bystander: Cohort = Object.fromEntries(simplest);
  if (!isSimplest && words.isPossible(bystander)) yield { ...script, bystander };
}

/** One level at a time becomes the first of its factor: what stays matters. */
function* simplerCohorts(words: Vocabulary, cohort: Cohort): Generator<Cohort> {
  for (const [factor, [simplest]] of words.factors) {
    if (simplest === undefined || cohort[factor] === simplest) continue;
    const simpler = { ...cohort, [factor]: simplest };
    if (words.isPossible(simpler)) yield simpler;
  }
}

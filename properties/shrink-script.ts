import { keepEnabled, takesPart } from './script.ts';
import type { Script } from './script.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Simpler scripts, the boldest first: without a chunk of steps (halves, quarters, … single ones; from the
 * end, for what comes after the leak is useless), then with simpler cohorts. Steps that are no longer
 * possible go with those that made them possible.
 */
export function* shrinkScript(words: Vocabulary, script: Script): Generator<Script> {
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
  yield* withSimplerCohorts(words, script);
}

/** One level at a time becomes the first of its factor: what stays matters. */
function* withSimplerCohorts(words: Vocabulary, script: Script): Generator<Script> {
  const { actors, steps } = script;
  for (const [index, cohort] of actors.entries()) {
    if (!takesPart(steps, index)) continue;
    for (const [factor, [simplest]] of words.factors) {
      if (simplest === undefined || cohort[factor] === simplest) continue;
      const simpler = { ...cohort, [factor]: simplest };
      if (words.isPossible(simpler)) yield { ...script, actors: actors.with(index, simpler) };
    }
  }
}

import type { Cohort } from '../harness/index.ts';
import { actorName } from './command.ts';
import type { Command, Label } from './command.ts';
import { apply, initialModel, isEnabled } from './model.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What one run of the property does: who takes part (beside the bystander), and what they do in turn. */
export type Script = { bystander: Cohort; actors: readonly Cohort[]; steps: readonly Command[] };

/** The script with those of its steps that are possible when their turn comes. */
export function keepEnabled(words: Vocabulary, script: Script): Script {
  let model = initialModel(script.actors.length);
  const steps = script.steps.filter((step) => {
    if (!isEnabled(words, model, step)) return false;
    model = apply(model, step);
    return true;
  });
  return { ...script, steps };
}

/** Whether a step is the actor's, or concerns something of the actor's. Nobody else needs an account. */
export function takesPart(steps: readonly Command[], actor: number): boolean {
  return steps.some((step) => {
    if (step.kind !== 'look') return step.actor === actor || ('to' in step && step.to === actor);
    const looks = step.viewer !== 'anonymous' && step.viewer.actor === actor;
    return looks || (step.thing?.startsWith(actorName(actor)) ?? false);
  });
}

/** The same script with things numbered in the order in which they are made: shrinking leaves gaps. */
export function renumber(script: Script): Script {
  const names = new Map<Label, Label>();
  for (const step of script.steps) {
    if (step.kind !== 'act' || names.has(step.thing)) continue;
    const name = actorName(step.actor);
    const before = [...names.values()].filter((label) => label.startsWith(name)).length;
    names.set(step.thing, `${name}${before + 1}`);
  }
  const steps = script.steps.map((step) =>
    'thing' in step && step.thing !== null
      ? { ...step, thing: names.get(step.thing) ?? step.thing }
      : step,
  );
  return { ...script, steps };
}

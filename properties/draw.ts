import type fc from 'fast-check';
import type { Command } from './command.ts';
import type { Model } from './model.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How much likelier what was not done yet is drawn: scripts get further in the same number of steps. */
const novelty = 4;

/**
 * Draws one of the commands. First its kind, then one of that kind: an actor who has forty ways to look at
 * others' things must not spend the script on them.
 */
export function draw(
  commands: readonly Command[],
  done: readonly Command[],
  context: { words: Vocabulary; model: Model },
  random: fc.Random,
): Command | undefined {
  const seen = new Set(done.map((command) => doing(command)));
  const kinds = Map.groupBy(commands, (command) => kindOf(command, context));
  const weighted = [...kinds.values()].map((ofKind) => {
    const isNew = ofKind.some((command) => doing(command) !== '' && !seen.has(doing(command)));
    return { ofKind, weight: isNew ? novelty : 1 };
  });
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return undefined;
  let ticket = random.nextInt(1, total);
  for (const { ofKind, weight } of weighted) {
    ticket -= weight;
    if (ticket <= 0) return ofKind[random.nextInt(0, ofKind.length - 1)];
  }
  return undefined;
}

/** What counts as the same kind of step: the action, or who looks at whose things in what way. */
function kindOf(command: Command, { words, model }: { words: Vocabulary; model: Model }): string {
  if (command.kind === 'act') return command.action;
  if (command.kind !== 'look') return command.kind;
  const { viewer, thing } = command;
  const gives = words.surfaces.find(({ id }) => id === command.surface)?.gives ?? 'read';
  if (viewer === 'anonymous') return `${gives} anonymously`;
  if (viewer.session === 'former') return `${gives} after signing out`;
  const isOwn = thing === null || model.things[thing]?.owner === viewer.actor;
  return isOwn ? `${gives} own` : `${gives} another's`;
}

/** An action done to a thing, or sharing it; the same on the next thing is new again. */
function doing(command: Command): string {
  if ('to' in command) return `${command.kind} ${command.thing} ${command.to}`;
  return command.kind === 'act' ? `${command.action} ${command.thing}` : '';
}

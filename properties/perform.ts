import type { Attempt, Session, Surface, Thing, Worker } from '../harness/index.ts';
import type { Cast } from './casting.ts';
import { bystander } from './command.ts';
import type { Command, Label, Viewer } from './command.ts';
import { create } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What the actors of a script hold while it is played. */
export type Stage = {
  worker: Worker;
  words: Vocabulary;
  actors: { open: Session | null; former: Session | null }[];
  things: Map<Label, Thing>;
  /** Attempts are made while shrinking. */
  shrinking: boolean;
};

/** How a step went. `impossible`: the thing has no such part (yet), so nothing was asked. */
export type Performed = Attempt | 'done' | 'impossible';

export function openStage(
  worker: Worker,
  words: Vocabulary,
  cast: Cast,
  shrinking: boolean,
): Stage {
  const actors = cast.actors.map((open) => ({ open, former: null }));
  return { worker, words, actors, things: new Map([[bystander, cast.bystander.thing]]), shrinking };
}

/** Takes one step on the deployment. Rejects when it refuses an action of the actor's own. */
export async function perform(stage: Stage, command: Command): Promise<Performed> {
  if (command.kind === 'look') return look(stage, command);
  const { worker } = stage;
  const actor = stage.actors[command.actor];
  if (!actor) return 'impossible';
  if (command.kind === 'sign-in') {
    const account = (actor.former ?? actor.open)?.account;
    if (!account) return 'impossible';
    actor.open = await worker.signIn(account);
    return 'done';
  }
  if (!actor.open) return 'impossible';
  if (command.kind === 'sign-out') {
    actor.former = await worker.signOut(actor.open);
    actor.open = null;
    return 'done';
  }
  const before = stage.things.get(command.thing) ?? null;
  const after =
    command.action === create
      ? await worker.createThing(actor.open)
      : await worker.act(actor.open, command.action, before);
  if (after) stage.things.set(command.thing, after);
  return 'done';
}

async function look(
  { worker, words, actors, things, shrinking }: Stage,
  command: Extract<Command, { kind: 'look' }>,
): Promise<Performed> {
  const surface = words.surfaces.find(({ id }) => id === command.surface);
  const session = sessionOf(actors, command.viewer);
  const thing = command.thing === null ? null : things.get(command.thing);
  if (!surface || session === undefined || thing === undefined || !canReach(surface, thing)) {
    return 'impossible';
  }
  return worker.attempt({ session, surface, thing, ...(shrinking ? { shrinking } : {}) });
}

/** Null: nobody's. Undefined: there is no such session. */
function sessionOf(actors: Stage['actors'], viewer: Viewer): Session | null | undefined {
  if (viewer === 'anonymous') return null;
  return actors[viewer.actor]?.[viewer.session] ?? undefined;
}

/** Whether the deployment has given all ids that the surface's address asks for. */
export function canReach(surface: Surface, thing: Thing | null): boolean {
  const ids = { ...thing?.owner.ids, ...thing?.ids };
  return surface.needs.every((need) => need in ids);
}

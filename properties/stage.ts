import type { Session, Thing, Worker } from '../harness/index.ts';
import type { Cast } from './casting.ts';
import { bystander } from './command.ts';
import type { Label, Viewer } from './command.ts';
import { showLife } from './show-life.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What those who play a script hold meanwhile. */
export type Stage = {
  worker: Worker;
  words: Vocabulary;
  actors: { open: Session | null; former: Session | null }[];
  bystander: Session;
  things: Map<Label, Thing>;
  /** While shrinking, attempts are marked, and refusals need no pairing: nobody counts them. */
  shrinking: boolean;
};

export function openStage(
  worker: Worker,
  words: Vocabulary,
  cast: Cast,
  shrinking: boolean,
): Stage {
  const actors = cast.actors.map((open) => ({ open, former: null }));
  const { session, thing } = cast.bystander;
  const things = new Map([[bystander, thing]]);
  return { worker, words, actors, bystander: session, things, shrinking };
}

/** Everybody who is still signed in shows that they were all along; see `showLife`. */
export async function closeStage({ worker, words, actors, shrinking }: Stage): Promise<void> {
  if (shrinking) return;
  for (const { open } of actors) if (open) await showLife(worker, words, open);
}

/** Null: nobody's. Undefined: there is no such session. */
export function sessionOf({ actors }: Stage, viewer: Viewer): Session | null | undefined {
  if (viewer === 'anonymous') return null;
  return actors[viewer.actor]?.[viewer.session] ?? undefined;
}

/** The open session of a thing's owner, if any. */
export function ownersSession({ actors, bystander: quiet }: Stage, thing: Thing): Session | null {
  const sessions = [quiet, ...actors.map(({ open }) => open)];
  return sessions.find((session) => session?.account.id === thing.owner.id) ?? null;
}

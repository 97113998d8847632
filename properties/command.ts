/** Names a thing in a script: `A1` is the first that A makes; the bystander's only one is `bystander`. */
export type Label = string;

/** The thing that the bystander owns from the beginning. */
export const bystander: Label = 'bystander';

/** Who looks: an actor with the open session, one with a session that was signed out, or nobody. */
export type Viewer = { actor: number; session: 'open' | 'former' } | 'anonymous';

/** One step of a script. Actors are numbered from 0. */
export type Command =
  | { kind: 'sign-in'; actor: number }
  | { kind: 'sign-out'; actor: number }
  /** An action of the definition: makes the thing, or is done to it. */
  | { kind: 'act'; actor: number; action: string; thing: Label }
  /** One's own thing, with another actor. */
  | { kind: 'share' | 'end-share'; actor: number; thing: Label; to: number }
  /** Null: a surface at a fixed address, which shows the viewer's own. */
  | { kind: 'look'; viewer: Viewer; surface: string; thing: Label | null };

/** An actor's name in words and labels: A, B, … */
export function actorName(actor: number): string {
  return String.fromCharCode(65 + actor);
}

/** What a command does, as a person would be told to do it. `list`, `read` and `stream` are the surface's. */
export function inWords(command: Command, gives: (surface: string) => string): string {
  if (command.kind === 'sign-in') return `${actorName(command.actor)} signs in`;
  if (command.kind === 'sign-out') return `${actorName(command.actor)} signs out`;
  if (command.kind === 'act') {
    return `${actorName(command.actor)} does “${spoken(command.action)}” (consultation ${command.thing})`;
  }
  if ('to' in command) {
    const [owner, thing] = [actorName(command.actor), thingName(command.thing)];
    const to = actorName(command.to);
    return command.kind === 'share'
      ? `${owner} shares ${thing} with ${to}`
      : `${owner} no longer shares ${thing} with ${to}`;
  }
  const what = `${gives(command.surface)}s ${command.surface}`;
  return `${viewerName(command.viewer)} ${what}${command.thing ? ` of ${thingName(command.thing)}` : ''}`;
}

/** `switch to video` for `switchToVideo`: how a person would say the action’s name. */
function spoken(name: string): string {
  return name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
}

function viewerName(viewer: Viewer): string {
  if (viewer === 'anonymous') return 'Somebody who never signed in';
  const name = actorName(viewer.actor);
  return viewer.session === 'open' ? name : `${name}, with the session that was signed out,`;
}

function thingName(thing: Label): string {
  return thing === bystander ? "the bystander's consultation" : `consultation ${thing}`;
}

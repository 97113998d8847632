import { actorName, bystander } from './command.ts';
import type { Command, Label, Viewer } from './command.ts';
import type { Vocabulary } from './vocabulary.ts';

type Sharing = Extract<Command, { to: number }>;

/** What is known of the deployment without asking it. Plain data; `apply` makes the next one. */
export type Model = {
  actors: readonly { signedIn: boolean; wasSignedOut: boolean }[];
  /** The bystander's thing is owned by nobody who acts, and nothing is done to it. `shared`: with whom, and whether still. */
  things: Readonly<
    Record<
      Label,
      { owner: number | null; done: readonly string[]; shared?: Readonly<Record<number, boolean>> }
    >
  >;
};

/** More would only spread the steps of one script thin. */
const thingsPerActor = 2;

/** Every actor is signed in and has nothing; the bystander has one thing. */
export function initialModel(actors: number): Model {
  return {
    actors: Array.from({ length: actors }, () => ({ signedIn: true, wasSignedOut: false })),
    things: { [bystander]: { owner: null, done: [] } },
  };
}

/** Whether the command makes sense now. The model decides, never the deployment: what is refused is a finding. */
export function isEnabled(words: Vocabulary, model: Model, command: Command): boolean {
  if (command.kind === 'look') {
    return mayLook(model, command.viewer) && isThereFor(model, command.viewer, command.thing);
  }
  const actor = model.actors[command.actor];
  if (!actor) return false;
  if (command.kind === 'sign-in') return !actor.signedIn;
  if (!actor.signedIn) return false;
  if (command.kind === 'sign-out') return words.canSignOut;
  if (command.kind !== 'act') return mayShare(words, model, command);
  const verb = words.verbs.find(({ name }) => name === command.action);
  const thing = model.things[command.thing];
  if (!verb) return false;
  if (verb.creates)
    return thing === undefined && ownThings(model, command.actor).length < thingsPerActor;
  return (
    thing?.owner === command.actor &&
    (verb.after.length === 0 || verb.after.some((action) => thing.done.includes(action))) &&
    !verb.until.some((action) => thing.done.includes(action))
  );
}

function mayShare(words: Vocabulary, model: Model, { kind, actor, thing, to }: Sharing): boolean {
  const { owner, shared = {} } = model.things[thing] ?? {};
  if (owner !== actor || to === actor) return false;
  // Whom it is shared with may have to accept it.
  if (kind === 'share')
    return words.sharing !== 'none' && !shared[to] && (model.actors[to]?.signedIn ?? false);
  return words.sharing === 'until-ended' && shared[to] === true;
}

function mayLook(model: Model, viewer: Viewer): boolean {
  if (viewer === 'anonymous') return true;
  const actor = model.actors[viewer.actor];
  return (viewer.session === 'open' ? actor?.signedIn : actor?.wasSignedOut) ?? false;
}

/** Strangers look while the owner is signed in, for only then is there something to hold a refusal against. */
function isThereFor(model: Model, viewer: Viewer, label: Label | null): boolean {
  if (label === null) return true;
  const thing = model.things[label];
  if (!thing) return false;
  const isOwn = viewer !== 'anonymous' && viewer.actor === thing.owner;
  return isOwn || thing.owner === null || (model.actors[thing.owner]?.signedIn ?? false);
}

/** The model after an enabled command. */
export function apply(model: Model, command: Command): Model {
  if (command.kind === 'look') return model;
  if (command.kind === 'act') {
    const { actor: owner, action, thing } = command;
    const { done = [], shared = {} } = model.things[thing] ?? {};
    const next = { owner, done: [...done, action], shared };
    return { ...model, things: { ...model.things, [thing]: next } };
  }
  if ('to' in command) {
    const { kind, actor: owner, thing, to } = command;
    const { done = [], shared = {} } = model.things[thing] ?? {};
    const next = { owner, done, shared: { ...shared, [to]: kind === 'share' } };
    return { ...model, things: { ...model.things, [thing]: next } };
  }
  const next =
    command.kind === 'sign-in' ? { signedIn: true } : { signedIn: false, wasSignedOut: true };
  const actors = model.actors.map((actor, index) =>
    index === command.actor ? { ...actor, ...next } : actor,
  );
  return { ...model, actors };
}

/** Every command that is possible now. */
export function enabled(words: Vocabulary, model: Model): Command[] {
  return candidates(words, model).filter((command) => isEnabled(words, model, command));
}

function candidates(words: Vocabulary, model: Model): Command[] {
  const viewers: Viewer[] = model.actors.flatMap((_, actor) => [
    { actor, session: 'open' as const },
    { actor, session: 'former' as const },
  ]);
  const acts = model.actors.flatMap((_, actor): Command[] => [
    { kind: 'sign-in', actor },
    { kind: 'sign-out', actor },
    ...words.verbs.flatMap(({ name: action, creates }): Command[] => {
      const things = creates ? [nextLabel(model, actor)] : ownThings(model, actor);
      return things.map((thing) => ({ kind: 'act', actor, action, thing }));
    }),
    ...ownThings(model, actor).flatMap((thing) =>
      model.actors.flatMap((__, to): Command[] => [
        { kind: 'share', actor, thing, to },
        { kind: 'end-share', actor, thing, to },
      ]),
    ),
  ]);
  const looks = [...viewers, 'anonymous' as const].flatMap((viewer) =>
    words.surfaces.flatMap(({ id: surface, needs }): Command[] => {
      const things = needs.length === 0 ? [null] : Object.keys(model.things);
      return things.map((thing) => ({ kind: 'look', viewer, surface, thing }));
    }),
  );
  return [...acts, ...looks];
}

function ownThings(model: Model, actor: number): Label[] {
  return Object.keys(model.things).filter((label) => model.things[label]?.owner === actor);
}

function nextLabel(model: Model, actor: number): Label {
  const name = actorName(actor);
  let number = 1;
  while (model.things[`${name}${number}`] !== undefined) number++;
  return `${name}${number}`;
}

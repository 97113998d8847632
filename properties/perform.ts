import type { AccountId, Attempt, Thing, Worker } from '../harness/index.ts';
import type { Command } from './command.ts';
import { showLife } from './show-life.ts';
import { canReach } from './can-reach.ts';
import { ownersSession, sessionOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { create } from './vocabulary.ts';

/** How a step went. `impossible`: the thing has no such part (yet), so nothing was asked. */
export type Performed = Attempt | 'done' | 'impossible';

type Step<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;
type ShareStep = Extract<Command, { to: number }>;

/** Takes one step on the deployment. Rejects when it refuses an action of the actor's own. */
export async function perform(stage: Stage, step: Command): Promise<Performed> {
  if (step.kind === 'look') return look(stage, step);
  if (step.kind === 'act') return act(stage, step);
  if ('to' in step) return step.kind === 'share' ? share(stage, step) : endShare(stage, step);
  return step.kind === 'sign-in' ? signIn(stage, step) : signOut(stage, step);
}

async function signIn({ worker, words, actors, shrinking }: Stage, step: Step<'sign-in'>) {
  const actor = actors[step.actor];
  if (!actor?.former) return 'impossible';
  actor.open = await worker.signIn(actor.former.account);
  if (!shrinking) await showLife(worker, words, actor.open);
  return 'done';
}

async function signOut({ worker, words, actors, shrinking }: Stage, step: Step<'sign-out'>) {
  const actor = actors[step.actor];
  if (!actor?.open) return 'impossible';
  if (!shrinking) await showLife(worker, words, actor.open);
  actor.former = await worker.signOut(actor.open);
  actor.open = null;
  return 'done';
}

async function act({ worker, actors, things }: Stage, step: Step<'act'>) {
  const session = actors[step.actor]?.open;
  if (!session) return 'impossible';
  const thing =
    step.action === create
      ? await worker.createThing(session)
      : await worker.act(session, step.action, things.get(step.thing) ?? null);
  if (thing) things.set(step.thing, thing);
  return 'done';
}

async function share({ worker, actors, things }: Stage, step: ShareStep) {
  const from = actors[step.actor]?.open;
  const to = actors[step.to]?.open;
  const thing = things.get(step.thing);
  if (!from || !to || !thing) return 'impossible';
  // One that ends by itself cannot be given again before that: its end would be taken for the new one's.
  const held = shareOf(worker, thing, to.account.id);
  if (held !== undefined && held.until !== null) return 'impossible';
  await worker.share(from, thing, to);
  return 'done';
}

async function endShare({ worker, actors, things }: Stage, step: ShareStep) {
  const from = actors[step.actor]?.open;
  const to = actors[step.to];
  const account = (to?.open ?? to?.former)?.account.id;
  const held = shareOf(worker, things.get(step.thing), account);
  if (!from || !held || held.ended) return 'impossible';
  await worker.endShare(from, held);
  return 'done';
}

function shareOf({ shares }: Worker, thing: Thing | undefined, to: AccountId | undefined) {
  return shares.find((one) => one.thing.id === thing?.id && one.to.id === to);
}

/** A stranger's look stands between two of the owner's: a refusal means something only beside a success. */
async function look(stage: Stage, step: Step<'look'>): Promise<Performed> {
  const { worker, words, things, shrinking } = stage;
  const surface = words.surfaces.find(({ id }) => id === step.surface);
  const session = sessionOf(stage, step.viewer);
  const thing = step.thing === null ? null : things.get(step.thing);
  if (!surface || session === undefined || thing === undefined || !canReach(surface, thing)) {
    return 'impossible';
  }
  if (shrinking) return worker.attempt({ session, surface, thing, shrinking });
  const owner = thing && ownersSession(stage, thing);
  const isPaired = owner && owner.id !== session?.id;
  if (isPaired) await worker.attempt({ session: owner, surface, thing });
  const attempt = await worker.attempt({ session, surface, thing });
  if (isPaired) await worker.attempt({ session: owner, surface, thing });
  return attempt;
}

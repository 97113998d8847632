import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt } from '../../domain/attempt.ts';
import type { Ids } from '../../domain/thing.ts';
import type { Core } from '../state/core.ts';
import { signIn, signOut } from '../session/sign-in.ts';
import type { Session, Thing } from '../state/worker-types.ts';
import { actAndHear } from './act-and-hear.ts';
import { connect } from '../attempt/socket/connect.ts';
import { homesOf } from './homes.ts';
import { record } from '../attempt/socket/record.ts';
import type { Recording } from '../attempt/socket/record.ts';
import type { ListenRound } from './round-types.ts';
import { readMessage } from '../attempt/socket/signs.ts';

/** Milliseconds beyond the owner's event in which others may get theirs: a server may fan out one by one. */
const grace = { least: 200, most: 2000 };

/**
 * One round of listening. The owner acts and hears of it; then the others connect, the owner acts again, and they
 * are given time to hear of it too; and once they have hung up, the owner acts once more. So what others did not
 * get stands between two things that the owner got, as a refusal does that was asked for. See `Worker.listen`.
 */
export async function listenRound(core: Core, round: ListenRound): Promise<Attempt[]> {
  const { surface, owner, thing } = round;
  const attempts: Attempt[] = [];
  const own = await connect(core, surface, {
    session: owner,
    ids: idsOf(owner, thing),
    own: true,
  });
  const heard = own.line?.heard;
  const shapes = { before: new Set<string>(), events: new Set<string>() };
  for (const message of heard?.messages ?? []) shapes.before.add(readMessage(core, message).shape);
  let { subject } = round;
  let from = 0;
  let acted = heard?.messages.length ?? 0;
  const actAgain = async () => {
    const ready = own.why === null && heard?.accepted === true;
    const result = ready
      ? await actAndHear(core, round, subject, own, shapes)
      : { why: own.why ?? 'the connection was not accepted', thing: null, took: 0 };
    subject = result.thing ?? subject;
    return result;
  };
  const recordOwn = (sentAt: number, why: string | null): boolean => {
    const about = { session: owner, thing, ids: idsOf(owner, thing), variant: 'plain', sentAt };
    const ended = heard?.ended ?? null;
    const { events } = shapes;
    attempts.push(
      record(core, round, { ...about, listener: own, ended, from, acted, events, heard: why }),
    );
    from = acted = heard?.messages.length ?? 0;
    return why === null;
  };
  try {
    if (!recordOwn(own.sentAt, (await actAgain()).why)) return attempts;
    const theirs = surface.needs.length === 0 ? null : (thing ?? subject);
    const idsFor = (session: Session | null) =>
      theirs === null ? idsOf(session, null) : idsOf(owner, theirs);
    const joining = round.listeners.map(async (session) => join(core, round, session, idsFor));
    const others = await Promise.all(joining);
    if (round.leaves) others.push(...(await joinAndLeave(core, round, idsFor)));
    const { why, took } = await actAgain();
    await giveTime(core, others, took);
    const silence =
      why === null ? null : 'the owner heard nothing either of what they did meanwhile';
    for (const { listener, ...about } of others) {
      const ended = listener.line?.heard.ended ?? null;
      await listener.line?.close();
      const { events } = shapes;
      attempts.push(
        record(core, round, { ...about, listener, thing: theirs, ended, events, heard: silence }),
      );
    }
    const last = Date.now();
    const atHome = await Promise.all(
      homesOf(core, round).map(async ({ session, thing: home }) => {
        const other = await join(core, round, session, () => idsOf(session, home), true);
        return { ...other, thing: home, variant: 'at-home' };
      }),
    );
    const again = await actAgain();
    if (atHome.length > 0) await giveTime(core, atHome, again.took);
    for (const { listener, ...about } of atHome) {
      const ended = listener.line?.heard.ended ?? null;
      await listener.line?.close();
      attempts.push(
        record(core, round, { ...about, listener, ended, events: shapes.events, heard: again.why }),
      );
    }
    recordOwn(last, again.why);
    return attempts;
  } finally {
    await own.line?.close();
  }
}

/** Who listens beside the owner, with what is to be recorded of it. */
type Other = Pick<
  Recording,
  'listener' | 'session' | 'ids' | 'variant' | 'from' | 'acted' | 'sentAt'
>;

/** Lets others hear of what the owner heard of after `took` milliseconds. */
async function giveTime(
  core: Core,
  others: readonly Pick<Other, 'listener'>[],
  took: number,
): Promise<void> {
  const patience = Math.min(grace.most, Math.max(grace.least, took));
  await sleep(patience, undefined, { signal: core.signal }).catch(() => undefined);
  await Promise.all(others.map(async ({ listener }) => listener.line?.fence()));
}

async function join(
  core: Core,
  { surface }: ListenRound,
  session: Session | null,
  idsFor: (session: Session | null) => Ids,
  atHome = false,
): Promise<Other> {
  const ids = idsFor(session);
  const own = atHome || surface.needs.length === 0;
  const listener = await connect(core, surface, { session, ids, own });
  const acted = listener.line?.heard.messages.length ?? 0;
  return { listener, session, ids, variant: 'plain', from: 0, acted, sentAt: listener.sentAt };
}

/** A connection that was opened before its session was signed out: what still comes is recorded. */
async function joinAndLeave(
  core: Core,
  round: ListenRound,
  idsFor: (session: Session | null) => Ids,
): Promise<Other[]> {
  let other: Other | null = null;
  try {
    const session = await signIn(core, round.owner.account);
    other = await join(core, round, session, idsFor);
    const ended = await signOut(core, session);
    const { line } = other.listener;
    const isOpen = line?.heard.accepted === true && other.listener.why === null;
    // A server may end it a moment later.
    await line?.heard.until(() => false, grace.least);
    await line?.fence();
    const from = line?.heard.messages.length ?? 0;
    const kept: Other = { ...other, session: ended, variant: 'kept', from, acted: from };
    if (isOpen) return [{ ...kept, sentAt: Date.now() }];
  } catch {
    // It is in the history that signing in or out failed.
  }
  await other?.listener.line?.close();
  return [];
}

/** The ids to listen with: those of an account, and of a thing. */
function idsOf(by: Session | null, thing: Thing | null): Ids {
  return { ...by?.account.ids, ...thing?.ids };
}

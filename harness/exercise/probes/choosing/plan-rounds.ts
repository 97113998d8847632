import { choosePairs } from '../../../accounts/cohorts/pairs.ts';
import type { Action } from '../../../deployment/definition.ts';
import { listenable } from '../../../deployment/surface.ts';
import type { ListenSurface } from '../../../deployment/surface.ts';
import type { Phase } from '../../../domain/phase.ts';
import { missingIds } from '../../http/requests.ts';
import { sessionsAtHand } from './sessions-at-hand.ts';
import type { Session, Thing } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';
import type { ListenRound } from '../../listening/round-types.ts';

/** What rounds are planned from. */
export type ListenField = {
  surfaces: readonly ListenSurface[];
  actions: Readonly<Record<string, Action>>;
  /** One open session of each account. */
  open: readonly Session[];
  things: readonly Thing[];
  phase: Phase;
  seed: number;
};

/** As a worker has it now. */
export function fieldOf(worker: Worker, seed: number): ListenField {
  const { definition, phase, things } = worker;
  return {
    surfaces: listenable(definition.surfaces),
    actions: definition.actions ?? {},
    open: sessionsAtHand(worker).open,
    things,
    phase,
    seed,
  };
}

type Stand = Pick<ListenRound, 'owner' | 'thing' | 'subject'>;

/** Others who listen in a round, at the least, nobody's connection not counted. */
const fewest = 5;

/**
 * Who listens while whom acts: one round for each patient at a surface, or two where they have things of both sides
 * of the update; so that rounds grow with the accounts. Viewers are chosen as for asking, and nobody's connection
 * is always among them.
 */
export function planRounds(field: ListenField): ListenRound[] {
  const { open, seed } = field;
  const byAccount = new Map(open.map((session) => [session.account.id, session]));
  const viewers = open.map(({ account: { id, cohort, role } }) => ({
    account: id,
    cohort: { ...cohort, role },
  }));
  return field.surfaces.flatMap((surface) => {
    const stands = standsOf(field, surface);
    const { pairs } = choosePairs({
      viewers,
      things: stands.map((stand, index) => ({
        thing: String(index),
        owner: stand.owner.account.id,
        cohort: stand.owner.account.cohort,
        stand,
      })),
      seed,
      perThing: Math.max(fewest, Math.ceil(viewers.length / Math.max(1, stands.length)) + 1),
      near: ({ account }, { stand }) => (stand.thing ?? stand.subject)?.staff?.id === account,
    });
    const listeners = Map.groupBy(pairs, ({ thing }) => thing.stand);
    return stands.map((stand) => ({
      ...stand,
      surface,
      listeners: [
        ...(listeners.get(stand) ?? []).flatMap(
          ({ viewer }) => byAccount.get(viewer.account) ?? [],
        ),
        null,
      ],
    }));
  });
}

/** Sessions that were ended in one round, at the most. */
const mostBarred = 4;
/** Accounts whose ended sessions listen, at each surface. */
const mostOwners = 5;
/** Accounts that sign out while they listen, at each surface. */
const mostLeaving = 2;

/** Sessions that may reach nothing listen for what their own account's open session does. */
export function planBarredRounds(field: ListenField, barred: readonly Session[]): ListenRound[] {
  const byAccount = Map.groupBy(barred, ({ account }) => account.id);
  const states = (stand: Stand) => byAccount.get(stand.owner.account.id) ?? [];
  return field.surfaces.flatMap((surface) => {
    const stands = standsOf(field, surface).filter((stand) => states(stand).length > 0);
    // Half sessions are rarer: those who have one first.
    const rank = (stand: Stand) => -new Set(states(stand).map(({ state }) => state)).size;
    const chosen = stands.toSorted((left, right) => rank(left) - rank(right)).slice(0, mostOwners);
    // Only those who have signed in on this side of the update anyway may do so again; codes are taken only once.
    const leaving = chosen
      .filter(({ owner: { account } }) => !account.hasSecondFactor)
      .filter((stand) =>
        states(stand).some(({ state, phase }) => state === 'signed-out' && phase === field.phase),
      )
      .slice(0, mostLeaving);
    return chosen.map((stand) => ({
      ...stand,
      surface,
      listeners: mixed(states(stand)),
      leaves: leaving.includes(stand),
    }));
  });
}

/** Some of each state. */
function mixed(sessions: readonly Session[]): Session[] {
  const byState = [...Map.groupBy(sessions, ({ state }) => state).values()];
  return byState.flatMap((same) => same.slice(0, mostBarred / byState.length));
}

/** Where owners can stand at a surface: with what they own there, and what they act on. */
function standsOf(
  { actions, open, things, phase }: ListenField,
  { needs, listen }: ListenSurface,
): Stand[] {
  const action = actions[listen.act];
  if (action === undefined || (action.since === 'after-update' && phase === 'before-update'))
    return [];
  return open.flatMap((owner): Stand[] => {
    if (owner.account.role !== 'patient') return [];
    const held = things.filter((thing) => thing.owner.id === owner.account.id);
    if (missingIds({ needs }, owner.account.ids).length === 0) {
      const subject = held.at(-1) ?? null;
      return subject === null && action.creates !== true ? [] : [{ owner, thing: null, subject }];
    }
    const serving = held.filter(
      ({ ids }) => missingIds({ needs }, { ...owner.account.ids, ...ids }).length === 0,
    );
    const bySide = new Map(serving.map((thing) => [thing.phase, thing]));
    return [...bySide.values()].map((thing) => ({ owner, thing, subject: thing }));
  });
}

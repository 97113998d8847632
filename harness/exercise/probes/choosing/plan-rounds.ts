import { choosePairs } from '../../../accounts/cohorts/pairs.ts';
import type { Action } from '../../../deployment/definition.ts';
import { listenable } from '../../../deployment/surfaces/surface.ts';
import type { ListenSurface } from '../../../deployment/surfaces/surface.ts';
import type { Phase } from '../../../domain/phase.ts';
import { missingIds } from '../../http/requests.ts';
import { turnOf } from './in-turns.ts';
import { sessionsAtHand } from './sessions-at-hand.ts';
import type { Session, Thing } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';
import type { CarryingListener, ListenRound } from '../../listening/round-types.ts';

/** What rounds of listening are planned from. */
export type ListenField = {
  surfaces: readonly ListenSurface[];
  actions: Readonly<Record<string, Action>>;
  /** One open session of each account. */
  open: readonly Session[];
  things: readonly Thing[];
  phase: Phase;
  seed: number;
};

/** The field of a worker as it is now. */
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

/** In one round of so many at a surface the owner's connection breaks off. */
const oneBreaksIn = 3;
/** Fewest foreign sessions that listen in a round. The connection without a session is not counted. */
const fewest = 5;
/** Fewest rounds of a surface in which somebody of a role listens: some owners may share all of theirs with them. */
const fewestOfRole = 4;

/**
 * Plans which sessions listen while which owner acts. Each patient gets one round at each surface, or two if it has
 * things from both sides of the update, so the number of rounds grows with the accounts. Listeners are chosen along a
 * covering array, as for requests. Always among them is a connection without a session. Accounts of roles but patients
 * take turns: of such there may be only one, which would hold up all other rounds.
 */
export function planRounds(field: ListenField): ListenRound[] {
  const { open, seed } = field;
  const byAccount = new Map(open.map((session) => [session.account.id, session]));
  const viewers = open.map(({ account: { id, cohort, role } }) => ({
    account: id,
    cohort: { ...cohort, role },
  }));
  const roles = [...Map.groupBy(open, ({ account }) => account.role)]
    .filter(([role]) => role !== 'patient')
    .map(([, those]) => those);
  return field.surfaces.flatMap((surface) => {
    const stands = standsOf(field, surface);
    const attending = Math.ceil((fewestOfRole * roles.length) / Math.max(1, stands.length));
    const staffIn = (turn: number): ReadonlySet<string> =>
      new Set(
        turnOf(roles, turn, attending).flatMap((those) =>
          turnOf(those, Math.floor((turn * attending) / roles.length), 1).map(
            ({ account }) => account.id,
          ),
        ),
      );
    const { pairs } = choosePairs({
      viewers,
      things: stands.map((stand, turn) => ({
        thing: String(turn),
        owner: stand.owner.account.id,
        cohort: stand.owner.account.cohort,
        stand,
        turn,
      })),
      seed,
      perThing: Math.max(fewest, Math.ceil(viewers.length / Math.max(1, stands.length)) + 1),
      isNearEntitlement: ({ account }, { turn }) => staffIn(turn).has(account),
    });
    const listeners = Map.groupBy(pairs, ({ thing }) => thing.stand);
    return stands.map((stand, turn) => ({
      ...stand,
      surface,
      breaksOff: turn % oneBreaksIn === 0,
      listeners: [
        ...(listeners.get(stand) ?? []).flatMap(
          ({ viewer }) => byAccount.get(viewer.account) ?? [],
        ),
        null,
      ],
    }));
  });
}

/** Most ended sessions that listen in one round. */
const mostBarred = 4;
/** Most accounts whose ended sessions listen at one surface. */
const mostOwners = 5;
/** Most accounts that sign out while they listen at one surface. */
const mostLeaving = 2;

/** Most values of a first step that listen in one round. The rounds of a surface take turns at them. */
const mostCarrying = 8;

/**
 * Plans rounds in which signed-out or half signed-in sessions listen while an open session of their account acts.
 * @param carrying half sign-ins with values of their first step
 */
export function planBarredRounds(
  field: ListenField,
  barred: readonly Session[],
  carrying: readonly CarryingListener[] = [],
): ListenRound[] {
  const byAccount = Map.groupBy(barred, ({ account }) => account.id);
  const states = (stand: Stand) => byAccount.get(stand.owner.account.id) ?? [];
  return field.surfaces.flatMap((surface) => {
    const stands = standsOf(field, surface).filter((stand) => states(stand).length > 0);
    // Accounts with both kinds of ended sessions come first, because half signed-in sessions are rare.
    const rank = (stand: Stand) => -new Set(states(stand).map(({ state }) => state)).size;
    const chosen = stands.toSorted((left, right) => rank(left) - rank(right)).slice(0, mostOwners);
    // Only accounts that signed in on this side of the update may do so again. A second factor's code works only once.
    const leaving = chosen
      .filter(({ owner: { account } }) => !account.hasSecondFactor)
      .filter((stand) =>
        states(stand).some(({ state, phase }) => state === 'signed-out' && phase === field.phase),
      )
      .slice(0, mostLeaving);
    return chosen.map((stand, turn) => ({
      ...stand,
      surface,
      listeners: mixed(states(stand)),
      carrying: turnOf(
        carrying.filter(({ session }) => session.account.id === stand.owner.account.id),
        turn,
        mostCarrying,
      ),
      leaves: leaving.includes(stand),
    }));
  });
}

/** Some sessions of each state. */
function mixed(sessions: readonly Session[]): Session[] {
  const byState = [...Map.groupBy(sessions, ({ state }) => state).values()];
  return byState.flatMap((same) => same.slice(0, mostBarred / byState.length));
}

/** The owners that can act at a surface, each with the thing that is listened to and the thing that is acted on. */
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

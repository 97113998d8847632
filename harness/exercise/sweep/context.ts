import type { Random } from '../../accounts/random.ts';
import { askable } from '../../deployment/surfaces/surface.ts';
import { allowsPost } from '../../deployment/write.ts';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { distinct, ownOf, ownRequests, plain } from '../probes/choosing/requests.ts';
import { sessionsAtHand } from '../probes/choosing/sessions-at-hand.ts';
import { strangers } from '../probes/choosing/strangers.ts';
import type { SweepContext } from '../probes/probe.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Thing } from '../state/held.ts';
import type { Worker } from '../worker/worker.ts';
import type { Performer } from './perform.ts';

/** Granted requests of each surface that are repeated as a control. */
const controlsEach = 2;

type Options = {
  seed: number;
  random: Random;
  onWait(seconds: number): void;
  until?: number;
  watch?: number | undefined;
};

/** Creates the context of a sweep's probes. Its properties read the worker's state at the time of access. */
export function createContext(
  worker: Worker,
  performer: Performer,
  { seed, random, onWait, until = Infinity, watch = 0 }: Options,
): SweepContext {
  const surfaces = askable(worker.definition.surfaces);
  const states = new Map(worker.sessions.map(({ id, state }) => [id, state]));
  const chosen = new Map<string, readonly AttemptRequest[]>();
  let own: readonly AttemptRequest[] | null = null;
  const context: SweepContext = {
    worker,
    phase: worker.phase,
    seed,
    surfaces,
    onWait,
    until,
    watch,
    writes: allowsPost(worker.definition),
    get sessions() {
      return sessionsAtHand(worker);
    },
    get endedNow() {
      return worker.sessions.filter(
        ({ id, state }) => state !== 'open' && states.get(id) !== state,
      );
    },
    get things() {
      return worker.things;
    },
    get shares() {
      return worker.shares;
    },
    get own() {
      own ??= random.shuffle(
        distinct(
          sessionsAtHand(worker).open.flatMap((session) =>
            ownOf(surfaces, session, worker.things, plain),
          ),
        ),
      );
      return own;
    },
    get shown() {
      return context.own.filter((request) => performer.outcomeOf(request) === 'granted');
    },
    choose(among) {
      const bound = among.filter(({ needs }) => needs.length > 0);
      const key = bound.map(({ id }) => id).join('\n');
      const known = chosen.get(key);
      const { open } = sessionsAtHand(worker);
      const { things, shares, plan } = worker;
      const isThorough = plan.scope === 'thorough';
      const pairs = known ?? strangers(bound, open, things, { seed, shares, isThorough });
      chosen.set(key, pairs);
      return pairs;
    },
    outcomeOf: (attempt) => performer.outcomeOf(attempt),
    controls: () => chooseControls(context),
  };
  return context;
}

/** The plain requests of owners for things that were made during the sweep. */
export function ownOfNew(
  worker: Worker,
  surfaces: readonly AskedSurface[],
  made: readonly Thing[],
): AttemptRequest[] {
  return sessionsAtHand(worker)
    .open.flatMap((session) => ownRequests(surfaces, session, made))
    .filter(({ thing }) => thing !== null);
}

/** Chooses some granted requests of each surface, preferably of accounts that did not sign in again. */
function chooseControls({ shown, endedNow }: SweepContext): AttemptRequest[] {
  const touched = new Set(endedNow.map(({ account }) => account.id));
  const rank = ({ session }: AttemptRequest): number =>
    Number(touched.has(session?.account.id ?? ''));
  return [...Map.groupBy(shown, ({ surface }) => surface.id).values()].flatMap((requests) =>
    requests.toSorted((left, right) => rank(left) - rank(right)).slice(0, controlsEach),
  );
}

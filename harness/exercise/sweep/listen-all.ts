import type { Worker } from '../worker/worker.ts';
import type { ListenRound } from '../listening/round-types.ts';

/** Number of rounds held at the same time. */
const atOnce = 4;
/** After so many rounds of a surface in which no owner received anything, its other rounds are skipped. */
const mostDeaf = 3;

/**
 * Holds rounds of listening, several at once, but each account takes part in one at a time, because a deployment may
 * allow one connection for each account. A round whose owner received nothing is held again if the owners of other
 * rounds received something. Resolves with the rounds for which there was no time left; early when the worker's signal is
 * aborted.
 * @param until milliseconds since the epoch after which no round begins
 */
export async function listenAll(
  worker: Worker,
  rounds: readonly ListenRound[],
  { until, onDone }: { until: number; onDone: () => void },
): Promise<readonly ListenRound[]> {
  const waiting = [...rounds];
  const busy = new Set<string>();
  const tallies = new Map<string, { heard: number; deaf: number }>();
  const hold = async (round: ListenRound): Promise<void> => {
    const { surface } = round;
    const tally = tallies.get(surface.id) ?? { heard: 0, deaf: 0 };
    tallies.set(surface.id, tally);
    if (tally.heard === 0 && tally.deaf >= mostDeaf) return;
    const once = async (): Promise<boolean> => {
      const attempts = await worker.listen(round);
      const own = attempts.filter(({ session }) => session === round.owner.id);
      const isHeard = own.length === 2 && own.every(({ outcome }) => outcome === 'granted');
      tally[isHeard ? 'heard' : 'deaf'] += 1;
      return isHeard;
    };
    if (!(await once()) && tally.heard > 0 && !worker.signal.aborted) await once();
  };
  const goesOn = (): boolean => !worker.signal.aborted && Date.now() < until && waiting.length > 0;
  const work = async (): Promise<void> => {
    while (goesOn()) {
      const index = waiting.findIndex((round) => !accountsOf(round).some((one) => busy.has(one)));
      // The callers that hold the blocking rounds will take this round up afterwards.
      if (index < 0) return;
      const [round] = waiting.splice(index, 1);
      if (round === undefined) return;
      const accounts = accountsOf(round);
      accounts.forEach((one) => busy.add(one));
      try {
        await hold(round);
      } finally {
        accounts.forEach((one) => busy.delete(one));
        onDone();
      }
    }
  };
  while (goesOn()) await Promise.all(Array.from({ length: atOnce }, work));
  return worker.signal.aborted ? [] : waiting;
}

function accountsOf({ owner, listeners }: ListenRound): string[] {
  return [owner, ...listeners].flatMap((session) => session?.account.id ?? []);
}

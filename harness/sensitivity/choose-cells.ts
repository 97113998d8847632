import type { AccountId } from '../domain/accounts/account.ts';
import type { Attempt } from '../domain/attempts/attempt.ts';
import type { SessionState } from '../domain/attempts/attempt.ts';
import type { KeptSamples } from '../exercise/attempt/kept-samples.ts';
import type { PlantedCell } from '../domain/verdict/planted.ts';

/** Where a leak may be planted: the attempt that it replaces, and what the owner was granted. */
export type Cell<Of> = {
  /** The attempt that gets the leak. */
  here: Of;
  /** A second attempt of the viewer's own; `here` where there is none. */
  again: Of;
  /** What the owner was granted. */
  theirs: Of;
  /** What further owners were granted. */
  others: readonly Of[];
};

/** Of a sample that was not granted: what kind of cell it is, and whose data it asked for; undefined: nobody's. */
export type Place = { kind: PlantedCell | null; owner: AccountId | undefined };

/** Where something of an owner was asked for in a session; null: in none. */
export function placeOf(
  session: { state: SessionState; account: { id: AccountId } } | null,
  owner: AccountId | undefined = session?.account.id,
): Place {
  if (session === null) return { kind: 'none', owner };
  const isOwn = owner === session.account.id;
  const { state } = session;
  if (state === 'open') return { kind: isOwn ? null : 'foreign', owner };
  // Nothing is planted where a sign-in alone should have been refused.
  return { kind: isOwn && state !== 'wrong-password' ? state : null, owner };
}

/** The cells of one kind that a surface's samples have, each viewer with each owner. */
export function cellsOf<Of extends { attempt: Attempt }>(
  samples: KeptSamples<Of>,
  kind: PlantedCell,
  placeIn: (refused: Of) => Place,
): Cell<Of>[] {
  if (kind === 'own') return ownCells(samples);
  return samples.refused.flatMap((here) => {
    const { kind: found, owner } = placeIn(here);
    if (found !== kind) return [];
    // What an owner was shown first may still have been made.
    const own = owner === undefined ? [...samples.own.values()][0] : samples.own.get(owner);
    const theirs = own?.at(-1);
    return theirs === undefined ? [] : [{ here, again: here, theirs, others: [] }];
  });
}

/** Every viewer's answers, beside those of each other owner; a viewer’s second answer can be replaced as well. */
function ownCells<Of>({ own }: KeptSamples<Of>): Cell<Of>[] {
  const all = [...own.values()];
  return [1, 0].flatMap((turn) =>
    all.flatMap((mine, index) => {
      // Each viewer meets another owner first.
      const inTurn = [...all.slice(index + 1), ...all.slice(0, index)];
      return inTurn.flatMap((owned) => {
        const [here, theirs] = [mine[turn], owned.at(-1)];
        if (here === undefined || theirs === undefined) return [];
        const others = inTurn.flatMap((further) => (further === owned ? [] : further.slice(-1)));
        return [{ here, again: mine[1 - turn] ?? here, theirs, others }];
      });
    }),
  );
}

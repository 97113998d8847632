import type { AccountId } from '../accounts/account.ts';
import type { Attempt, Channel } from '../attempts/attempt.ts';
import type { Gives, SurfaceInfo } from '../surfaces/surface.ts';

/** What a run tried at one surface, summed up: it tells "tried and clean" from "never tried". */
export type SurfaceUse = {
  surface: string;
  /** Absent where neither the plan nor an attempt says it. */
  gives?: Gives;
  /** It was tried before the update too. */
  beforeUpdate: boolean;
  /** When an attempt before the update last came out clearly, in milliseconds since the epoch. Null: none did. */
  lastClearBefore: number | null;
  /** Answers to requests and messages over connections that were not read to the end. */
  truncated: number;
  /** What a browser received or showed and could not be read whole. */
  lostInBrowser: number;
  /** Who tried it, each with whether any of their attempts came out clearly. */
  viewers: ReadonlyMap<AccountId, boolean>;
};

/** Whether a browser received it, and not Chaperone itself. Frames of sockets come whole, in a browser too. */
const byBrowser: Readonly<Record<Channel, boolean>> = {
  http: false,
  socket: false,
  browser: true,
  media: true,
};

/** Sums up attempts by surface: first the surfaces of the plan, in its order, then what else was met. */
export function surfaceUses(
  surfaces: readonly Pick<SurfaceInfo, 'id' | 'gives'>[],
  attempts: Iterable<Attempt>,
): SurfaceUse[] {
  const uses = new Map(surfaces.map(({ id, gives }) => [id, newUse(id, gives)]));
  for (const attempt of attempts) {
    const { surface, gives, viewer, outcome, phase, channel, truncated } = attempt;
    const use = uses.get(surface) ?? newUse(surface, gives);
    uses.set(surface, use);
    const isClear = outcome !== 'unclear';
    if (isClear || !use.viewers.has(viewer)) use.viewers.set(viewer, isClear);
    if (phase === 'before-update') {
      use.beforeUpdate = true;
      if (isClear) use.lastClearBefore = Math.max(use.lastClearBefore ?? 0, attempt.answeredAt);
    }
    if (truncated) use[byBrowser[channel] ? 'lostInBrowser' : 'truncated'] += 1;
  }
  return [...uses.values()];
}

function newUse(
  surface: string,
  gives: Gives | undefined,
): SurfaceUse & { viewers: Map<AccountId, boolean> } {
  const counted = { beforeUpdate: false, lastClearBefore: null, truncated: 0, lostInBrowser: 0 };
  return { surface, gives, ...counted, viewers: new Map() };
}

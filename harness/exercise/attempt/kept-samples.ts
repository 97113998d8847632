import type { AccountId } from '../../domain/accounts/account.ts';

/** What is kept of one surface. */
export type KeptSamples<Of> = {
  /** By owner: what they were granted of their own, first and last. */
  own: ReadonlyMap<AccountId, readonly Of[]>;
  /** What others were answered in their place, or they themselves once their session had ended: nothing of theirs. */
  refused: readonly Of[];
};

/**
 * Why something that would be a sample was not kept: it was longer than what is kept (`long`), it did not come whole
 * (`cut`), or as much as is kept was kept of others (`full`).
 */
export type Unkept = 'long' | 'cut' | 'full';

/** How much room a sample takes, and what all others take that stay. In bytes. */
export type Room = { size: number; others: number };

/** Samples in memory, of which each kind decides what it keeps. */
export type SampleKeeper<Of> = {
  /** By the id of the surface. */
  readonly bySurface: ReadonlyMap<string, KeptSamples<Of>>;
  /** Why what owners were granted was not kept, by the id of the surface. */
  readonly unkept: ReadonlyMap<string, Unkept>;
  /** What is kept of a surface so far. */
  of(surface: string): KeptSamples<Of>;
  /** Bytes of all samples. */
  bytes(): number;
  /** Notes why what an owner was granted is not kept. */
  note(surface: string, why: Unkept): void;
  /** Keeps what an owner was granted, in the place of their last; or notes why not. */
  keepOwn(
    surface: string,
    owner: AccountId,
    sample: Of,
    whyNot: (room: Room) => Unkept | null,
  ): void;
  /** Keeps a refusal, if there is room. */
  keepRefused(surface: string, sample: Of, whyNot: (room: Room) => Unkept | null): void;
};

/**
 * Creates an empty keeper.
 * @param sizeOf bytes of a sample
 */
export function createSampleKeeper<Of>(sizeOf: (sample: Of) => number): SampleKeeper<Of> {
  type Kept = { own: Map<AccountId, readonly Of[]>; refused: Of[] };
  const bySurface = new Map<string, Kept>();
  const unkept = new Map<string, Unkept>();
  let bytes = 0;
  const kept = (surface: string): Kept => bySurface.get(surface) ?? { own: new Map(), refused: [] };
  return {
    bySurface,
    unkept,
    of: kept,
    bytes: () => bytes,
    note: (surface, why) => void unkept.set(surface, why),
    keepOwn(surface, owner, sample, whyNot) {
      const here = kept(surface);
      const [first, ...replaced] = here.own.get(owner) ?? [];
      const others = replaced.reduce((sum, one) => sum - sizeOf(one), bytes);
      const size = sizeOf(sample);
      const why = whyNot({ size, others });
      if (why !== null) return void unkept.set(surface, why);
      bytes = others + size;
      bySurface.set(surface, here);
      here.own.set(owner, first === undefined ? [sample] : [first, sample]);
    },
    keepRefused(surface, sample, whyNot) {
      const here = kept(surface);
      const size = sizeOf(sample);
      if (whyNot({ size, others: bytes }) !== null) return;
      bytes += size;
      bySurface.set(surface, here);
      here.refused.push(sample);
    },
  };
}

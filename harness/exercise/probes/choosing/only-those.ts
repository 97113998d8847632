import type { SweepProbe } from '../probe.ts';

type Batch = Extract<ReturnType<SweepProbe['attempts']>, readonly unknown[]>;
/** What a probe names in a batch: an attempt, a round of listening, what is left. */
export type Named = Batch[number];

/** The probe with only those of its attempts that are wanted. */
export function onlyThose(probe: SweepProbe, isWanted: (named: Named) => boolean): SweepProbe {
  return {
    ...probe,
    async *attempts(context) {
      const named = probe.attempts(context);
      if (Array.isArray(named)) yield (named as Batch).filter(isWanted);
      else for await (const batch of named as AsyncIterable<Batch>) yield batch.filter(isWanted);
    },
  };
}

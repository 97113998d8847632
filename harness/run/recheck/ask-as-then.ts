import type { Violation } from '../../domain/verdict.ts';
import { ownViews } from '../../exercise/probes/own-views.ts';
import type { SweepProbe } from '../../exercise/probes/probe.ts';

type Batch = Extract<ReturnType<SweepProbe['attempts']>, readonly unknown[]>;

/**
 * The probe with only those of its attempts that are made as the violation was: on its surface and in its variant.
 * Owners are asked to see all of their own there; and staff, who have nothing of their own, to see what they see.
 */
export function askAsThen(probe: SweepProbe, { variant, surface }: Violation): SweepProbe {
  const isOwn = probe.id === ownViews.id;
  const keep = (batch: Batch): Batch =>
    batch.filter((named) => {
      if (!('surface' in named) || !('session' in named)) return false;
      if (named.surface.id !== surface)
        return isOwn && named.session !== null && named.session.account.role !== 'patient';
      const plain = 'variant' in named ? named.variant : undefined;
      return isOwn || (named.change?.name ?? plain ?? 'plain') === variant;
    });
  return {
    ...probe,
    async *attempts(context) {
      const named = probe.attempts(context);
      if (Array.isArray(named)) yield keep(named as Batch);
      else for await (const batch of named as AsyncIterable<Batch>) yield keep(batch);
    },
  };
}

import type { Fact, FactOf } from '../../domain/ledger/fact.ts';
import { healthyRun } from './healthy-run.ts';
import { also, tokenOf, withFacts, withPlan } from './history-builder.ts';
import type { Run } from './history-builder.ts';
import { surfaces } from './plan-of-tests.ts';

/** What is shared in `sharedRun`: the visit of `a1`, with `a0`. */
export const shared = { viewer: 'a0', owner: 'a1', thing: 'a1.1' } as const;

/**
 * A healthy run in which a visit was shared with another patient, who saw it; all of that ended before the update. The
 * refusals that follow are those of any stranger.
 */
export function sharedRun(): Run {
  const healthy = healthyRun();
  const { viewer, thing } = shared;
  const refused = healthy.attempts.find((one) => one.viewer === viewer && one.thing === thing);
  const end = refused?.sentAt ?? 0;
  const seen = { outcome: 'granted', status: 200, sightings: [tokenOf(1)] } as const;
  const like = { viewer, thing, phase: 'before-update' } as const;
  const time = { sentAt: end - 8, answeredAt: end - 7 };
  const read = also(healthy, { ...like, surface: surfaces.read.id }, { ...seen, ...time });
  const stream = also(
    read,
    { ...like, surface: surfaces.stream.id },
    { ...seen, ...time, sightings: [], digests: ['a1 begins', 'a1 ends'] },
  );
  return withPlan(withFacts(stream, entitled(end - 9), revoked(end - 6, end - 5)), {
    sharing: true,
  });
}

/** The share, from this time on. */
export function entitled(at: number): Fact {
  return { type: 'fact', fact: 'entitled', ...shared, at, field: null };
}

/** The end of the share. */
export function revoked(from: number, at: number): FactOf<'revoked'> {
  return { type: 'fact', fact: 'revoked', ...shared, from, at };
}

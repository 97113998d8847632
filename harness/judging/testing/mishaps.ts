import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { healthyRun } from './healthy-run.ts';
import type { Run } from './history-builder.ts';
import { plan, surfaces } from './plan-of-tests.ts';

export const healthy = healthyRun();
export const after = { phase: 'after-update' } as const;
export const end = plan.startedAt + 50_000;
export const toStranger = {
  ...after,
  viewer: 'a2',
  thing: 'a1.1',
  surface: surfaces.read.id,
} as const;

export const withoutFacts = (drop: (fact: Fact) => boolean): Run => ({
  ...healthy,
  facts: healthy.facts.filter((fact) => !drop(fact)),
});
export const withoutAttempts = (drop: (attempt: Attempt) => boolean): Run => ({
  ...healthy,
  attempts: healthy.attempts.filter((one) => !drop(one)),
});
export const isForeign = ({ viewer, thing }: Attempt): boolean =>
  thing !== null && !thing.startsWith(`${viewer}.`) && viewer !== 'anonymous';
export const release = (phase: 'before-update' | 'after-update', text: string | null): Fact => ({
  type: 'fact',
  fact: 'release-read',
  at: end,
  phase,
  release: text,
});
export const failed = (what: string): Fact => ({
  type: 'fact',
  fact: 'failed',
  at: end,
  account: 'a2',
  cohort: { region: 'uk' },
  what,
  why: 'status 500',
});
export const ended = (status: 'failed' | 'interrupted'): Fact => ({
  type: 'fact',
  fact: 'part-ended',
  at: end,
  part: 'sweep',
  status,
  why: 'Ctrl-C',
});
export const accepted = (until: string) => ({
  what: 'gap' as const,
  surface: surfaces.stream.id,
  reason: 'being replaced',
  by: 'Ada',
  until,
});

export function changedAll(which: (attempt: Attempt) => boolean, change: Partial<Attempt>): Run {
  return {
    ...healthy,
    attempts: healthy.attempts.map((one) => (which(one) ? { ...one, ...change } : one)),
  };
}

export function signedOutAt(): number {
  return (
    healthy.attempts.find(
      (one) => one.sessionState === 'signed-out' && one.phase === 'after-update',
    )?.sentAt ?? 0
  );
}

export function unchangedRelease(): Run {
  const facts = healthy.facts.map((fact) =>
    fact.fact === 'release-read' ? { ...fact, release: '1.0' } : fact,
  );
  return { ...changedAll(() => true, { release: '1.0' }), facts };
}

export function firstForeign(): number {
  return (
    healthy.attempts.find(
      (one) => one.phase === 'after-update' && isForeign(one) && one.outcome !== 'granted',
    )?.sentAt ?? 0
  );
}

/** From its first foreign attempt on, the viewer gets nothing but 401. */
export function deadFrom(viewer: string): Run {
  const from = firstForeign();
  return changedAll(
    (one) => one.viewer === viewer && one.session === `${viewer}.s1` && one.sentAt >= from,
    {
      outcome: 'denied',
      status: 401,
      sightings: [],
      items: null,
      digests: [],
    },
  );
}

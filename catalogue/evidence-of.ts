import type { Attempt, Cohort } from '../harness/index.ts';
import type { History } from '../harness/domain/history/history.ts';
import type { Plan } from '../harness/index.ts';
import { judgeRun } from '../harness/judging/judge.ts';
import type { Broken, FirstEvidence, Source } from './case.ts';

/** What a history shows of the faults that were found in it. */
export type Evidence = {
  broken: readonly Broken[];
  sources: readonly Source[];
  first: FirstEvidence | null;
};

/**
 * Judges a history, and then once more without the attempts of each probe that alone brought evidence of something: a fault
 * that is found all the same is one that this probe does not find alone.
 */
export function evidenceOf(run: { plan: Plan; history: History }): Evidence {
  const { findings, kinds } = judgeRun(run);
  const violated = Object.entries(findings).filter(([, { verdict }]) => verdict === 'violated');
  const attempts = violated.flatMap(([, { breaches }]) => breaches.map(({ attempt }) => attempt));
  const sources = [...new Set(attempts.map(sourceOf))].sort();
  return {
    broken: violated.map(([invariant, { breaches }]) => ({
      invariant,
      viewers: distinct(breaches.map(({ attempt }) => kinds.get(attempt.viewer) ?? {})),
    })),
    sources: sources.map((by) => {
      const others = violated.flatMap(([invariant, { breaches }]) =>
        breaches.some(({ attempt }) => sourceOf(attempt) !== by) ? [invariant] : [],
      );
      const isNeeded = others.length < violated.length || by === 'own-views';
      return { by, without: isNeeded ? violatedWithout(run, by) : others };
    }),
    first: firstOf(attempts, run.history.attempts),
  };
}

/** What made an attempt: its probe; the controls of the sweep are of `own-views`; else its part of the run. */
function sourceOf({ probe, part, variant }: Attempt): string {
  if (probe !== undefined) return probe;
  if (part !== 'sweep') return part;
  return variant === 'plain' ? 'own-views' : variant;
}

function violatedWithout(
  { plan, history }: { plan: Plan; history: History },
  by: string,
): string[] {
  const attempts = history.attempts.filter((attempt) => sourceOf(attempt) !== by);
  const { findings } = judgeRun({ plan, history: { ...history, attempts } });
  return Object.entries(findings).flatMap(([id, { verdict }]) =>
    verdict === 'violated' ? [id] : [],
  );
}

function firstOf(evidence: readonly Attempt[], all: readonly Attempt[]): FirstEvidence | null {
  const [first] = evidence.toSorted((one, other) => one.answeredAt - other.answeredAt);
  if (first === undefined) return null;
  const since = all.filter(({ phase }) => phase === first.phase);
  const began = Math.min(...since.map(({ sentAt }) => sentAt));
  return {
    attempts: since.filter(({ answeredAt }) => answeredAt <= first.answeredAt).length,
    seconds: (first.answeredAt - began) / 1000,
  };
}

function distinct(cohorts: readonly Cohort[]): Cohort[] {
  return [...new Map(cohorts.map((cohort) => [JSON.stringify(cohort), cohort])).values()];
}

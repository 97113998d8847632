import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { formerIdKey, idDigest } from '../../domain/ledger/id-digest.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Sighting } from '../../domain/attempts/sighting.ts';
import { judgeRun } from '../judge.ts';
import type { Judged } from '../judge.ts';
import { plan } from './plan-of-tests.ts';

/** A run as plain data, for tests to change one thing of. */
export type Run = {
  plan: Plan;
  facts: readonly Fact[];
  attempts: readonly Attempt[];
  defects: readonly string[];
};

const place = { where: '$.reason', encoding: 'plain' };
export const clinician = 'a4';
/** Field numbers: an account's name, and the reason of its visit. */
export const nameField = 0;
export const reasonField = 1;

/** A token that some account of the run planted. */
export function tokenOf(account: number, field = reasonField, where = '$.reason'): Sighting {
  return { kind: 'token', token: { run: plan.run, account, field }, where, encoding: 'plain' };
}

/** A sighting of a server-given id. */
export function visitIdOf(account: number): Sighting {
  return { kind: 'id', account: `a${account}`, thing: `a${account}.1`, name: 'visit', ...place };
}

export function visitDigest(account: number): string {
  return idDigest(formerIdKey(plan.run), `visit-of-a${account}`);
}

/** Judges a run. */
export function judge(run: Run): Judged {
  return judgeRun({
    plan: run.plan,
    history: { facts: run.facts, attempts: run.attempts, defects: run.defects },
  });
}

/** One invariant's verdict, and what it says. */
export function finding(run: Run, invariant: string) {
  const found = judge(run).findings[invariant];
  if (found === undefined) throw new Error(`there is no invariant ${invariant}`);
  return found;
}

/** The run with one more attempt: `like` one that is there (the first that fits), but for `change`. */
export function also(run: Run, like: Partial<Attempt>, change: Partial<Attempt>): Run {
  const model = run.attempts.find((attempt) => fits(attempt, like));
  if (model === undefined) throw new Error(`no attempt is like ${JSON.stringify(like)}`);
  const id = `more-${run.attempts.length}`;
  return { ...run, attempts: [...run.attempts, { ...model, id, ...change }] };
}

/** The run with all attempts that fit changed. Fails where none fits: a test must change something. */
export function changed(run: Run, like: Partial<Attempt>, change: Partial<Attempt>): Run {
  if (!run.attempts.some((attempt) => fits(attempt, like)))
    throw new Error(`no attempt is like ${JSON.stringify(like)}`);
  return {
    ...run,
    attempts: run.attempts.map((attempt) =>
      fits(attempt, like) ? { ...attempt, ...change } : attempt,
    ),
  };
}

/** The run without the attempts that fit. */
export function without(run: Run, like: Partial<Attempt>): Run {
  return { ...run, attempts: run.attempts.filter((attempt) => !fits(attempt, like)) };
}

export function withFacts(run: Run, ...facts: readonly Fact[]): Run {
  return { ...run, facts: [...run.facts, ...facts] };
}

export function withPlan(run: Run, change: Partial<Plan>): Run {
  return { ...run, plan: { ...run.plan, ...change } };
}

function fits(attempt: Attempt, like: Partial<Attempt>): boolean {
  const values = new Map<string, unknown>(Object.entries(attempt));
  return Object.entries(like).every(([key, value]) => values.get(key) === value);
}

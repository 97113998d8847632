import { accountId, anonymous } from '../../domain/account.ts';
import type { AccountId } from '../../domain/account.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Fact } from '../../domain/fact.ts';
import { idDigest } from '../../domain/id-digest.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Sighting } from '../../domain/sighting.ts';
import { judgeRun } from '../judge.ts';
import type { Judged } from '../judge.ts';
import { plan, surfaces } from './plan-of-tests.ts';

/** A run as plain data, for tests to change one thing of. */
export type Run = {
  plan: Plan;
  facts: readonly Fact[];
  attempts: readonly Attempt[];
  defects: readonly string[];
};

const place = { where: '$.reason', encoding: 'plain' };
const patients = [0, 1, 2, 3];
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
  return idDigest(plan.run, `visit-of-a${account}`);
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

/** A run in which everything is as it should be: every invariant holds. */
export function healthyRun(): Run {
  const facts: Fact[] = [];
  const attempts: Attempt[] = [];
  let now = plan.startedAt;
  const tick = (): number => (now += 10);

  const create = (number: number, phase: Phase, role = 'patient'): void => {
    const account = accountId(number);
    const side = phase === 'before-update' ? 'before' : 'after';
    const cohort = { region: number % 2 === 0 ? 'uk' : 'ie', account: side };
    facts.push({
      type: 'fact',
      fact: 'account-created',
      at: tick(),
      account,
      number,
      role,
      phase,
      cohort: role === 'patient' ? cohort : {},
      ids: { person: `person-${account}` },
      secondFactor: number % 2 === 1,
    });
    facts.push({
      type: 'fact',
      fact: 'field-planted',
      at: tick(),
      account,
      field: nameField,
      name: 'name',
      thing: null,
      carrier: 'token',
    });
    signIn(account, `${account}.s1`, phase);
    if (role !== 'patient') return;
    const thing = `${account}.1`;
    facts.push({
      type: 'fact',
      fact: 'field-planted',
      at: tick(),
      account,
      field: reasonField,
      name: 'visit reason',
      thing,
      carrier: 'token',
    });
    const ids = { visit: `visit-of-${account}`, film: `film-of-${account}` };
    facts.push({
      type: 'fact',
      fact: 'thing-created',
      at: tick(),
      thing,
      owner: account,
      phase,
      ids,
    });
  };

  const signIn = (account: AccountId, session: string, phase: Phase): void => {
    facts.push({
      type: 'fact',
      fact: 'signed-in',
      at: tick(),
      account,
      session,
      phase,
      secondFactorAsked: true,
    });
  };

  const attempt = (
    phase: Phase,
    change: Partial<Attempt> & Pick<Attempt, 'viewer' | 'surface' | 'thing'>,
  ): void => {
    attempts.push({
      type: 'attempt',
      id: `t${attempts.length}`,
      worker: 'sweep',
      part: 'sweep',
      phase,
      release: phase === 'before-update' ? '1.0' : '1.1',
      session: change.viewer === anonymous ? null : `${change.viewer}.s1`,
      sessionState: change.viewer === anonymous ? 'none' : 'open',
      variant: 'plain',
      channel: 'http',
      sentAt: tick(),
      answeredAt: tick(),
      outcome: 'denied',
      status: 403,
      headers: {},
      bytes: 40,
      truncated: false,
      digests: [],
      sightings: [],
      items: null,
      ...change,
    });
  };

  const own = (phase: Phase, number: number, change: Partial<Attempt> = {}): void => {
    const viewer = accountId(number);
    const granted: Partial<Attempt> = { outcome: 'granted', status: 200, ...change };
    const sightings = [tokenOf(number)];
    const items = [{ where: '$[0]', sightings: [0], ids: [visitDigest(number)] }];
    attempt(phase, {
      viewer,
      surface: surfaces.list.id,
      thing: null,
      ...granted,
      sightings: [tokenOf(number, reasonField, '$[0].reason')],
      items,
    });
    attempt(phase, {
      viewer,
      surface: surfaces.read.id,
      thing: `${viewer}.1`,
      ...granted,
      sightings,
    });
    const digests = [`${viewer} begins`, `${viewer} ends`, 'in everybody’s'];
    attempt(phase, {
      viewer,
      surface: surfaces.stream.id,
      thing: `${viewer}.1`,
      ...granted,
      digests,
    });
  };

  const barred = (phase: Phase, number: number, change: Partial<Attempt>): void => {
    const viewer = accountId(number);
    attempt(phase, { viewer, surface: surfaces.list.id, thing: null, status: 401, ...change });
    attempt(phase, {
      viewer,
      surface: surfaces.read.id,
      thing: `${viewer}.1`,
      status: 401,
      ...change,
    });
    attempt(phase, {
      viewer,
      surface: surfaces.stream.id,
      thing: `${viewer}.1`,
      status: 401,
      ...change,
    });
  };

  const ownBlock = (phase: Phase, numbers: readonly number[]): void => {
    for (const number of numbers) own(phase, number);
    attempt(phase, { viewer: clinician, surface: surfaces.list.id, thing: null });
    attempt(phase, {
      viewer: clinician,
      surface: surfaces.read.id,
      thing: 'a0.1',
      outcome: 'granted',
      status: 200,
      sightings: [tokenOf(0)],
    });
  };

  const sweep = (phase: Phase, numbers: readonly number[]): void => {
    facts.push({
      type: 'fact',
      fact: 'release-read',
      at: tick(),
      phase,
      release: phase === 'before-update' ? '1.0' : '1.1',
    });
    ownBlock(phase, numbers);
    for (const owner of numbers) {
      for (const viewer of [
        ...numbers.filter((number) => number !== owner).map(accountId),
        clinician,
        anonymous,
      ]) {
        if (viewer === clinician && owner === 0) continue;
        attempt(phase, {
          viewer,
          surface: surfaces.read.id,
          thing: `a${owner}.1`,
          outcome: 'concealed',
          status: 404,
        });
        attempt(phase, {
          viewer,
          surface: surfaces.stream.id,
          thing: `a${owner}.1`,
          outcome: 'concealed',
          status: 404,
        });
      }
    }
    attempt(phase, { viewer: anonymous, surface: surfaces.list.id, thing: null, status: 401 });
    const last = numbers.at(-1) ?? 0;
    const session = `a${last}.s2-${phase}`;
    signIn(accountId(last), session, phase);
    own(phase, last, { session });
    facts.push({
      type: 'fact',
      fact: 'signed-out',
      from: tick(),
      at: tick(),
      account: accountId(last),
      session,
    });
    barred(phase, last, { session, sessionState: 'signed-out' });
    barred(phase, last, { session: `a${last}.s3-${phase}`, sessionState: 'no-second-factor' });
    ownBlock(phase, numbers);
    facts.push({
      type: 'fact',
      fact: 'release-read',
      at: tick(),
      phase,
      release: phase === 'before-update' ? '1.0' : '1.1',
    });
  };

  create(4, 'before-update', 'clinician');
  create(0, 'before-update');
  create(1, 'before-update');
  facts.push({
    type: 'fact',
    fact: 'entitled',
    at: now,
    viewer: clinician,
    owner: 'a0',
    thing: 'a0.1',
    field: null,
  });
  facts.push({
    type: 'fact',
    fact: 'entitled',
    at: now,
    viewer: '*',
    owner: clinician,
    thing: null,
    field: 'name',
  });
  sweep('before-update', [0, 1]);
  create(2, 'after-update');
  create(3, 'after-update');
  sweep('after-update', patients);
  facts.push({
    type: 'fact',
    fact: 'part-ended',
    at: tick(),
    part: 'sweep',
    status: 'completed',
    why: '',
  });
  return { plan, facts, attempts, defects: [] };
}

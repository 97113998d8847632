import { accountId, anonymous } from '../../domain/accounts/account.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import type { Phase } from '../../domain/phase.ts';
import { clinician, nameField, reasonField, tokenOf, visitDigest } from './history-builder.ts';
import type { Run } from './history-builder.ts';
import { plan, surfaces } from './plan-of-tests.ts';

const patients = [0, 1, 2, 3];

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

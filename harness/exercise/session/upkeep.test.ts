import { describe, expect, it } from 'vitest';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { askable } from '../../deployment/surfaces/surface.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { deployTokens, describeTokens } from '../scan/tokens.test-support.ts';
import { person, testWorker } from '../worker/worker.test-support.ts';
import type { Worker } from '../worker/worker.ts';

async function start(
  about: Parameters<typeof deployTokens>[0] = {},
  how: Parameters<typeof describeTokens>[1] = {},
) {
  const deployment = await deployTokens(about);
  const definition = describeTokens(deployment.url, how);
  const { worker, history } = await testWorker(definition);
  const [notes, note] = askable(definition.surfaces);
  if (notes === undefined || note === undefined) throw new Error('no surfaces');
  return { deployment, definition, worker, history, notes, note };
}

const renewals = (worker: Worker) =>
  worker.recorded.facts.filter(({ fact }) => fact === 'session-renewed');

describe('a session with a known end', () => {
  it('is renewed before it expires, once for all waiting requests, with rotating refresh tokens', async () => {
    const { deployment, worker, notes, note } = await start({ life: 0.4 });
    const people = await Promise.all([person(worker), person(worker), person(worker)]);
    const until = Date.now() + 1500;
    while (Date.now() < until) {
      // oxlint-disable-next-line no-await-in-loop -- bursts, one after another
      const outcomes = await Promise.all(
        people.flatMap(({ session, thing }) =>
          [notes, note, note].map(async (surface: AskedSurface) =>
            worker.attempt({ session, surface, thing }),
          ),
        ),
      );
      expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['granted']));
    }
    for (const { account } of people) {
      const mine = deployment.log.filter((line) =>
        line.endsWith(` ${account.credentials['username']}`),
      );
      expect(mine.filter((line) => line.startsWith('sign-in'))).toHaveLength(1);
      expect(mine.filter((line) => line.startsWith('refresh')).length).toBeGreaterThan(1);
    }
    expect(deployment.log.filter((line) => line.startsWith('reuse'))).toEqual([]);
    expect(renewals(worker)).toHaveLength(
      deployment.log.filter((line) => line.startsWith('refresh')).length,
    );
  });

  it('is renewed for requests of the definition, too', async () => {
    const { worker, deployment } = await start({ life: 0.2 }, { renew: false });
    const { session, account } = await person(worker);
    await new Promise((resolve) => setTimeout(resolve, 250));
    await worker.createThing(session);
    expect(deployment.log).toEqual(
      Array.from({ length: 2 }, () => `sign-in ${account.credentials['username']}`),
    );
    expect(renewals(worker)).toMatchObject([{ account: account.id, session: session.id }]);
  });

  it('can still be renewed after a hand-over to another worker', async () => {
    const { worker, deployment, definition, notes } = await start({ life: 3600 });
    const { session } = await person(worker);
    const inherit = JSON.parse(JSON.stringify(worker.handOver())) as ReturnType<Worker['handOver']>;
    expect(inherit.sessions).toMatchObject([
      { keep: { refresh: expect.any(String) }, term: { expiresAt: expect.any(Number) } },
    ]);
    const later = await testWorker(definition, { name: 'later', inherit });
    deployment.expire();
    const [mine] = later.worker.sessions;
    const { outcome } = await later.worker.attempt({
      session: mine ?? session,
      surface: notes,
      thing: null,
    });
    expect(outcome).toBe('granted');
    expect(deployment.log.at(-1)).toMatch(/^refresh/);
  });
});

describe('a session that was found expired', () => {
  it.each([403, 401])(
    'is renewed, and what it was refused is repeated (others: %d)',
    async (refusal) => {
      const { deployment, worker, notes, note } = await start({ refusal }, { told: false });
      const [one, other] = [await person(worker), await person(worker)];
      await worker.attempt({ session: one.session, surface: notes, thing: null });
      deployment.expire(one.account.credentials['username']);
      const attempts = await Promise.all([
        worker.attempt({ session: one.session, surface: note, thing: other.thing }),
        worker.attempt({ session: one.session, surface: note, thing: one.thing }),
        worker.attempt({ session: one.session, surface: notes, thing: null }),
      ]);
      expect(attempts.map(({ outcome }) => outcome)).toEqual(['denied', 'granted', 'granted']);
      expect(attempts[0]?.status).toBe(refusal);
      // Each refusal of the expired session is unclear and was repeated.
      const dead = worker.recorded.attempts.filter(({ why }) => why?.includes('expired'));
      expect(dead.map(({ outcome, status }) => [outcome, status])).toEqual(
        dead.map(() => ['unclear', 401]),
      );
      const repeated = new Set(worker.recorded.attempts.map(({ retryOf }) => retryOf));
      expect(dead.every(({ id }) => repeated.has(id))).toBe(true);
      expect(renewals(worker)).toMatchObject([{ expired: true, session: one.session.id }]);
      expect(deployment.log.filter((line) => line.startsWith('refresh'))).toHaveLength(1);
    },
  );

  it('is told apart from a live session that is refused foreign things', async () => {
    const { worker, notes, note } = await start({ refusal: 401 }, { told: false });
    const [one, other] = [await person(worker), await person(worker)];
    await worker.attempt({ session: one.session, surface: notes, thing: null });
    const refused = await Promise.all(
      Array.from({ length: 20 }, async () =>
        worker.attempt({ session: one.session, surface: note, thing: other.thing }),
      ),
    );
    expect(new Set(refused.map(({ outcome }) => outcome))).toEqual(new Set(['denied']));
    expect(renewals(worker)).toEqual([]);
    // One or two checks suffice for all requests that were under way.
    expect(worker.recorded.attempts.length).toBeLessThanOrEqual(20 + 1 + 3);
  });

  it('is not renewed endlessly', async () => {
    const { worker, deployment, notes } = await start({ life: 0 }, { told: false });
    const account = await worker.createAccount({ cohort: {} });
    const session = await worker.signIn(account);
    for (let time = 0; time < 5; time += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const { outcome } = await worker.attempt({ session, surface: notes, thing: null });
      expect(outcome).toBe('denied');
    }
    expect(deployment.log.length).toBeLessThanOrEqual(5);
  });

  it('is renewed for an action and for a sign-out, which ends the renewed credentials', async () => {
    const { worker, deployment, notes } = await start({}, { told: false });
    const { session } = await person(worker);
    await worker.attempt({ session, surface: notes, thing: null });
    deployment.expire();
    await worker.createThing(session);
    deployment.expire();
    const ended = await worker.signOut(session);
    expect(deployment.tokens()).toEqual([]);
    expect(deployment.log.filter((line) => line.startsWith('refresh'))).toHaveLength(2);
    const last = worker.handOver().sessions[0]?.headers['authorization'];
    const after = await worker.attempt({ session: ended, surface: notes, thing: null });
    expect([after.outcome, after.sessionState]).toEqual(['denied', 'signed-out']);
    await expect(session.http.get('/notes')).rejects.toThrow('401');
    expect(worker.handOver().sessions[0]?.headers['authorization']).toBe(last);
    expect(deployment.log.filter((line) => !line.startsWith('refresh'))).toHaveLength(1);
  });

  it('is renewed as often as that helps, if only the definition uses it', async () => {
    const { worker, deployment } = await start({}, { told: false });
    const session = await worker.signIn(await worker.createAccount({ cohort: {} }));
    for (let time = 0; time < 5; time += 1) {
      deployment.expire();
      // oxlint-disable-next-line no-await-in-loop
      await worker.createThing(session);
    }
    expect(renewals(worker)).toHaveLength(5);
  });

  it('is not renewed if it dates from before the update', async () => {
    const { worker, deployment, definition, notes } = await start({ life: 0.2 });
    const { session } = await person(worker);
    deployment.expire();
    const later = await testWorker(definition, {
      name: 'later',
      phase: 'after-update',
      inherit: worker.handOver(),
    });
    const [old] = later.worker.sessions;
    const { outcome } = await later.worker.attempt({
      session: old ?? session,
      surface: notes,
      thing: null,
    });
    expect(outcome).toBe('denied');
    expect(deployment.log).toHaveLength(1);
  });

  it('is renewed after the update if it is a staff session, which things are made with', async () => {
    const { worker, deployment, definition, notes } = await start({ life: 0.2 });
    await worker.signIn(await worker.createAccount({ cohort: {}, role: 'clinician' }));
    deployment.expire();
    const inherit = worker.handOver();
    const later = await testWorker(definition, { name: 'later', phase: 'after-update', inherit });
    const [session = null] = later.worker.sessions;
    const { outcome } = await later.worker.attempt({ session, surface: notes, thing: null });
    // The outcome is concealed, not denied: the session works, and its list is empty.
    expect(outcome).toBe('concealed');
  });

  it('is recognised by its new credentials, and none of them is in the history', async () => {
    const { worker, deployment, notes, history } = await start({}, { told: false });
    const { session } = await person(worker);
    await worker.attempt({ session, surface: notes, thing: null });
    const [first] = deployment.tokens();
    deployment.expire();
    await worker.attempt({ session, surface: notes, thing: null });
    const [second = ''] = deployment.tokens();
    expect(second).not.toBe(first);
    const { keep } = worker.handOver().sessions[0] ?? {};
    await worker.close();
    const text = await history();
    for (const secret of [first, second, keep?.['refresh']]) expect(text).not.toContain(secret);
  });
});

it('records that a session could not be renewed', async () => {
  const { deployment, definition } = await start({}, { told: false });
  let times = 0;
  const { signIn } = definition.accounts;
  const { renew: _, ...accounts } = definition.accounts;
  const again = await testWorker(
    {
      ...definition,
      accounts: {
        ...accounts,
        signIn: (context) =>
          (times += 1) > 1 ? Promise.reject(new Error('locked')) : signIn(context),
      },
    },
    { name: 'again' },
  );
  const { session } = await person(again.worker);
  const [notes] = askable(definition.surfaces);
  if (notes === undefined) throw new Error('no surface');
  await again.worker.attempt({ session, surface: notes, thing: null });
  deployment.expire();
  const { outcome } = await again.worker.attempt({ session, surface: notes, thing: null });
  expect(outcome).toBe('denied');
  const failed = again.worker.recorded.facts.filter(
    (fact): fact is Fact & { fact: 'failed' } => fact.fact === 'failed',
  );
  expect(failed).toMatchObject([{ what: 'renewal', why: 'locked' }]);
});

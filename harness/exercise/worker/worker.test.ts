import { describe, expect, it } from 'vitest';
import { read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../http/serve.test-support.ts';
import { describeDeployment, person, startWorker, testWorker } from './worker.test-support.ts';

const whoami = read('GET /me');
describe('a worker', () => {
  it('records everything that it does as facts', async () => {
    const { worker, history } = await startWorker();
    await worker.readRelease();
    const { session } = await person(worker, { region: 'uk' });
    await worker.signOut(session);
    await worker.close();
    const lines = (await history())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ type, fact }) => fact ?? type)).toEqual([
      'opened',
      'release-read',
      ...Array.from({ length: 6 }, () => 'field-planted'),
      'account-created',
      'signed-in',
      'field-planted',
      'thing-created',
      'signed-out',
      'closed',
    ]);
    expect(lines.at(-1)).toMatchObject({ worker: 'w', records: lines.length });
    expect(lines[1]).toMatchObject({ release: '2.1' });
    expect(worker.recorded.facts).toEqual(lines.slice(1, -1));
  });

  it('writes no secret', async () => {
    const { worker, history } = await startWorker();
    const { account, session } = await person(worker, { factor: 'totp' });
    await worker.attempt({ session, surface: whoami, thing: null });
    const { jar } = worker.handOver().sessions[0] ?? {};
    const [, sid] = /"key":"sid","value":"(\w+)"/.exec(JSON.stringify(jar)) ?? [];
    await worker.close();
    const text = await history();
    expect(sid).toMatch(/^session/);
    for (const secret of [sid, account.persona.password, account.credentials['totpSecret']])
      expect(text).not.toContain(secret);
  });

  it('keeps the cookies of a session that was signed out', async () => {
    const { worker } = await startWorker();
    const { session } = await person(worker);
    const before = await worker.attempt({ session, surface: whoami, thing: null });
    const ended = await worker.signOut(session);
    expect(ended).toMatchObject({ id: session.id, state: 'signed-out' });
    expect((await ended.http.get('/me', { anyStatus: true })).json()).toMatchObject({
      cookies: expect.stringMatching(/^sid=session/),
    });
    const after = await worker.attempt({ session: ended, surface: whoami, thing: null });
    expect([before.status, after.status, after.sessionState]).toEqual([200, 401, 'signed-out']);
    expect(worker.sessions).toEqual([ended]);
  });

  it('stops at the second factor, without a code or with a wrong one', async () => {
    const { worker } = await startWorker();
    const { account } = await person(worker, { factor: 'totp' });
    for (const how of ['no-code', 'wrong-code'] as const) {
      const half = await worker.signInWithoutSecondFactor(account, how);
      expect(half?.state).toBe('no-second-factor');
      expect((await half?.http.get('/me', { anyStatus: true }))?.json()).toMatchObject({
        cookies: 'half=1',
      });
    }
    const facts = worker.recorded.facts.filter(
      ({ fact }) => fact === 'signed-in' || fact === 'failed',
    );
    expect(facts).toMatchObject([{ fact: 'signed-in', secondFactorAsked: true }]);
    const plain = await worker.createAccount({ cohort: {} });
    expect(await worker.signInWithoutSecondFactor(plain, 'no-code')).toBeNull();
  });

  it('records that the second factor was never asked for', async () => {
    const { worker } = await startWorker();
    const definition = worker.definition.accounts;
    const signIn: typeof definition.signIn = async ({ http, account }) => {
      await http.post('/sign-in', { json: { id: account.credentials['id'] } });
    };
    const lax = await startWorker({ accounts: { ...definition, signIn } });
    const account = await lax.worker.createAccount({ cohort: { factor: 'totp' } });
    await lax.worker.signIn(account);
    await lax.worker.signInWithoutSecondFactor(account, 'no-code');
    const facts = lax.worker.recorded.facts.filter(({ fact }) => fact === 'signed-in');
    expect(facts).toMatchObject([
      { session: 'a0.s1', secondFactorAsked: false },
      { session: 'a0.s2', secondFactorAsked: false },
    ]);
  });

  it('takes numbers as ids', async () => {
    const { worker } = await startWorker({
      consultations: { create: () => JSON.parse('{"note":1041}') },
    });
    const { thing } = await person(worker);
    expect(thing.ids).toEqual({ note: '1041' });
  });

  it('records a failure, and rejects', async () => {
    const { worker } = await startWorker(
      {},
      { 'POST /sign-in': (_, request, response) => json(response, {}, 500) },
    );
    const account = await worker.createAccount({ cohort: { region: 'uk' } });
    await expect(worker.signIn(account)).rejects.toThrow('POST /sign-in answered 500');
    expect(worker.recorded.facts.at(-1)).toMatchObject({
      fact: 'failed',
      account: 'a0',
      cohort: { region: 'uk' },
      what: 'sign-in',
      why: 'POST /sign-in answered 500',
    });
  });

  it('hands over everything that it holds, as JSON', async () => {
    const { deployment, worker } = await startWorker();
    const ann = await person(worker);
    const bob = await person(worker);
    const ended = await worker.signOut(bob.session);
    const inherit = JSON.parse(JSON.stringify(worker.handOver())) as ReturnType<
      typeof worker.handOver
    >;
    const { worker: next } = await testWorker(describeDeployment(deployment.url), {
      inherit,
      firstAccount: 0,
      name: 'next',
      phase: 'after-update',
    });
    expect(next.sessions.map(({ id, state, phase }) => [id, state, phase])).toEqual([
      [ann.session.id, 'open', 'before-update'],
      [ended.id, 'signed-out', 'before-update'],
    ]);
    const [open = null, gone = null] = next.sessions;
    expect((await next.attempt({ session: open, surface: whoami, thing: null })).status).toBe(200);
    expect((await next.attempt({ session: gone, surface: whoami, thing: null })).status).toBe(401);
    // Numbers continue, so that no token or id is made twice.
    expect((await next.createThing(open ?? ann.session)).id).toBe('a0.2');
    expect(next.recorded.facts.find(({ fact }) => fact === 'field-planted')).toMatchObject({
      field: 4,
    });
    expect((await next.createAccount({ cohort: {} })).id).toBe('a2');
    // The values that the earlier worker knew are recognised.
    const seen = await next.attempt({
      session: open,
      surface: read('GET /notes/{note}'),
      thing: bob.thing,
    });
    expect(seen).toMatchObject({
      outcome: 'granted',
      sightings: [{ kind: 'token' }, { kind: 'id', account: 'a1', name: 'account' }],
    });
  });

  it('recognises ids that are added to a thing later, and records tokens planted elsewhere', async () => {
    const { worker } = await startWorker(
      {},
      { 'GET /notes/{}': (_, request, response) => json(response, { at: 'rec_0123456789abcdef' }) },
    );
    const { account, session, thing } = await person(worker);
    const grown = worker.addIds(thing, { recording: 'rec_0123456789abcdef' });
    expect(grown.ids).toEqual({ ...thing.ids, recording: 'rec_0123456789abcdef' });
    expect(worker.things).toEqual([grown]);
    const { sightings } = await worker.attempt({
      session,
      surface: read('GET /notes/{note}'),
      thing,
    });
    expect(sightings).toMatchObject([{ kind: 'id', name: 'recording', thing: 'a0.1' }]);
    expect(worker.plantToken(account, 'webcam', grown)).toMatch(/^3333/);
    expect(worker.recorded.facts.at(-1)).toMatchObject({
      fact: 'field-planted',
      name: 'webcam',
      thing: 'a0.1',
      field: 4,
    });
  });
});

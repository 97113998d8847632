import { describe, expect, it } from 'vitest';
import { list, none, noSurface, read, stream } from '../../deployment/surfaces/surfaces.ts';
import { probesFor } from '../probes/catalogue.ts';
import { json } from '../http/serve.test-support.ts';
import { sweep } from './sweep.ts';
import {
  deploy,
  describeDeployment,
  noteAt,
  person,
  testWorker,
} from '../worker/worker.test-support.ts';
import type { Routes } from '../worker/worker.test-support.ts';
import type { Session } from '../state/held.ts';
import type { Worker } from '../worker/worker.ts';

const surfaces = [
  list('GET /notes'),
  read('GET /notes/{note}'),
  stream('GET /media/{note}'),
  read('GET /recordings/{recording}'),
  noSurface('stream', 'none'),
];

const routes: Routes = {
  'GET /notes': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    if (viewer === undefined) return json(response, {}, 401);
    json(
      response,
      deployment.notes.filter(({ owner }) => owner === viewer),
    );
  },
  'GET /notes/{}': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    const note = noteAt(deployment, request);
    json(response, note ?? {}, viewer === undefined ? 401 : viewer === note?.owner ? 200 : 404);
  },
  'GET /media/{}': (deployment, request, response) =>
    json(response, noteAt(deployment, request) ?? {}),
};

async function start(more: Routes = {}, definition: Parameters<typeof describeDeployment>[1] = {}) {
  const deployment = await deploy({ ...routes, ...more });
  const { worker } = await testWorker(
    describeDeployment(deployment.url, { surfaces, ...definition }),
  );
  return worker;
}

/** Probes whose attempts would be told apart from others by nothing but their time. They have tests of their own. */
const concurrent = new Set(['same-address', 'herd', 'slow-reader', 'cancel', 'interleave']);
const probes = probesFor({}).filter(({ id }) => !concurrent.has(id));

/** The attempts without a change. Changes by probes have tests of their own. */
const unchanged = ({ recorded }: Worker) =>
  recorded.attempts.filter(({ changed }) => changed === undefined);

const isOut = ({ state }: Session) => state === 'signed-out';

describe('sweep', () => {
  it('takes everything own before and after everything foreign, and finds the leak', async () => {
    const worker = await start();
    for (const region of ['uk', 'ie', 'uk']) await person(worker, { region });
    let last = { done: 0, total: 0 };
    await sweep(worker, { seed: 1, probes, onProgress: (progress) => (last = progress) });
    const all = unchanged(worker);
    const signedOut = new Set(worker.sessions.flatMap((one) => (isOut(one) ? [one.id] : [])));
    // Each session that was signed out was seen to work before.
    const proofs = all.filter(
      ({ session, sessionState }) => signedOut.has(session ?? '') && sessionState === 'open',
    );
    expect(new Map(proofs.map(({ session, outcome }) => [session, outcome]))).toEqual(
      new Map([...signedOut].map((id) => [id, 'granted'])),
    );
    expect(proofs).toHaveLength(2);
    const attempts = all.filter((attempt) => !proofs.includes(attempt));
    expect(last.done).toBe(last.total);
    const retried = worker.recorded.attempts.filter(({ retryOf }) => retryOf !== undefined);
    expect(retried).toEqual([]);
    expect(worker.recorded.attempts.length - proofs.length).toBe(last.total);
    const keyOf = ({ viewer, surface, thing }: (typeof attempts)[number]) =>
      `${viewer} ${surface} ${thing}`;
    const firstBarred = attempts.findIndex(({ sessionState }) => sessionState === 'signed-out');
    const rest = attempts.slice(firstBarred);
    const main = attempts.slice(0, firstBarred);
    const own = main.filter(
      ({ sessionState, viewer, thing }) =>
        sessionState === 'open' && (thing ?? viewer).startsWith(viewer),
    );
    // Three accounts, each with a list, a note and its media, twice, and the media in three parts.
    expect(own).toHaveLength(18 + 9);
    expect(new Set(own.map(keyOf)).size).toBe(9);
    expect(own.every(({ outcome }) => outcome === 'granted')).toBe(true);
    expect(main.slice(0, 9).map(keyOf).toSorted()).toEqual(main.slice(-9).map(keyOf).toSorted());
    const foreign = main.slice(9, -9);
    expect(new Set(foreign.map(({ sessionState }) => sessionState))).toEqual(
      new Set(['open', 'none']),
    );
    // At the end come the signed-out sessions, two that were opened by clients with cookies, and some requests of each
    // surface once more.
    expect(rest.map(({ sessionState }) => sessionState).lastIndexOf('signed-out')).toBe(
      rest.length - 9,
    );
    expect(
      new Set(rest.slice(-6).map(({ surface, outcome }) => `${surface} ${outcome}`)).size,
    ).toBe(3);
    const media = foreign.filter(({ surface }) => surface === 'GET /media/{note}');
    expect(new Set(media.map(({ variant }) => variant))).toEqual(
      new Set(['plain', 'range', 'range-end', 'range-later']),
    );
    expect(new Set(media.map(({ outcome }) => outcome))).toEqual(new Set(['granted']));
    const reads = foreign.filter(({ surface }) => surface === 'GET /notes/{note}');
    expect(reads.filter(({ outcome }) => outcome === 'granted')).toEqual([]);
    expect(attempts.some(({ surface }) => surface.includes('recording'))).toBe(false);
  });

  it('requests a surface that needs only ids of the account once, however many things the account has', async () => {
    const worker = await start(
      { 'GET /people/{}': (_, request, response) => json(response, [{ path: request.url }]) },
      { surfaces: [list('GET /people/{account}')] },
    );
    const ann = await person(worker);
    await worker.createThing(ann.session);
    const bob = await person(worker);
    await sweep(worker, { seed: 1, probes });
    const tried = (viewer: string, state: string) =>
      unchanged(worker).filter(
        ({ viewer: by, sessionState, retryOf }) =>
          by === viewer && sessionState === state && retryOf === undefined,
      );
    const [id, other] = [ann.account.id, bob.account.id];
    // Own: before and after the foreign attempts, before signing out, and at the end. Once each: foreign, and signed
    // out.
    expect(tried(id, 'open').filter(({ thing }) => thing === null)).toHaveLength(4);
    const others = tried(other, 'open').flatMap(({ thing }) => thing ?? []);
    expect(others).toEqual([expect.stringMatching(`^${id}[.]`)]);
    expect(tried(id, 'signed-out').every(({ thing }) => thing === null)).toBe(true);
  });

  it('tries half signed-in sessions of accounts with a second factor, and no sign-out if there is none', async () => {
    const worker = await start();
    const { accounts } = worker.definition;
    const other = await start({}, { accounts: { ...accounts, signOut: none('it has none') } });
    await person(other, { factor: 'totp' });
    await sweep(other, { seed: 1 });
    const states = new Set(other.recorded.attempts.map(({ sessionState }) => sessionState));
    expect(states).toEqual(new Set(['open', 'none', 'no-second-factor']));
  });

  it('never signs an account in again whose session must date from before the update', async () => {
    const worker = await start();
    await person(worker, { session: 'before' });
    const inherit = worker.handOver();
    const { worker: after } = await testWorker(worker.definition, {
      inherit,
      phase: 'after-update',
      name: 'after',
    });
    await sweep(after, { seed: 1 });
    expect(after.recorded.facts.filter(({ fact }) => fact === 'signed-in')).toEqual([]);
    expect(
      after.recorded.attempts.some(({ outcome, thing }) => outcome === 'granted' && thing !== null),
    ).toBe(true);
  });

  it('signs out, and stops at the second factor, in every cohort after the update', async () => {
    const before = await start();
    const old = await person(before, { session: 'before' });
    await before.signIn(old.account);
    const inherit = before.handOver();
    const { worker } = await testWorker(before.definition, {
      inherit,
      phase: 'after-update',
      name: 'after',
      firstAccount: 1,
    });
    for (const region of ['uk', 'ie', 'ca', 'rw']) await person(worker, { region, factor: 'totp' });
    await sweep(worker, { seed: 1 });
    const inState = (state: string) =>
      new Set(
        worker.recorded.attempts
          .filter(({ sessionState }) => sessionState === state)
          .map(({ viewer }) => viewer),
      );
    // The first account has a second session from before the update, and does not sign in again.
    expect(inState('signed-out')).toEqual(new Set(['a0', 'a1', 'a2', 'a3', 'a4']));
    expect(inState('no-second-factor')).toEqual(new Set(['a1', 'a2', 'a3', 'a4']));
    expect(
      worker.recorded.facts.filter((fact) => fact.fact === 'signed-in' && fact.account === 'a0'),
    ).toEqual([]);
    expect(inState('open')).toContain('a0');
  });

  it('gets no refusal for owners if signing in ends the account\u2019s other sessions', async () => {
    const last = new Map<string, string>();
    const sid = (request: { headers: { cookie?: string | undefined } }) =>
      /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const worker = await start(
      {
        'POST /sign-in': (_, __, response, body) => {
          const { id } = JSON.parse(body) as { id: string };
          const session = `session${last.size}of${id}n${Math.random().toString(36).slice(2)}`;
          last.set(id, session);
          json(response, {}, 200, { 'set-cookie': `sid=${session}; Path=/` });
        },
        'GET /notes': (_, request, response) =>
          [...last.values()].includes(sid(request))
            ? json(response, [{ title: 'mine' }])
            : json(response, {}, 401),
      },
      {
        surfaces: [list('GET /notes')],
        consultations: { create: async () => ({ note: 'note_0123456789abcdef0' }) },
      },
    );
    for (const region of ['uk', 'ie', 'ca', 'rw']) await person(worker, { region });
    await sweep(worker, { seed: 1 });
    const open = unchanged(worker).filter(({ sessionState }) => sessionState === 'open');
    expect(new Set(open.map(({ outcome }) => outcome))).toEqual(new Set(['granted']));
    expect(worker.recorded.attempts.some(({ sessionState }) => sessionState === 'signed-out')).toBe(
      true,
    );
  });

  it('repeats an unclear attempt three times', async () => {
    let asked = 0;
    const worker = await start({
      'GET /notes': (_, request, response) => json(response, [], ++asked > 2 ? 200 : 500),
    });
    await worker.signIn(await worker.createAccount({ cohort: {} }));
    await sweep(worker, { seed: 1, concurrency: 1 });
    const [first, ...more] = worker.recorded.attempts;
    expect(first).toMatchObject({ outcome: 'unclear', why: 'status 500' });
    expect(more.slice(0, 2)).toMatchObject([
      { outcome: 'unclear', retryOf: first?.id },
      { outcome: 'concealed', retryOf: first?.id },
    ]);
  });

  it('makes attempts in proportion to the accounts, not to their square, thorough or not', async () => {
    const worker = await start();
    const attempts = async () => {
      const before = worker.recorded.attempts.length;
      await sweep(worker, { seed: 1, budget: Infinity });
      return worker.recorded.attempts.length - before;
    };
    for (let count = 0; count < 8; count += 1)
      await person(worker, { region: count % 2 === 0 ? 'uk' : 'ie' });
    const eight = await attempts();
    for (let count = 0; count < 8; count += 1)
      await person(worker, { region: count % 2 === 0 ? 'uk' : 'ie' });
    expect(await attempts()).toBeLessThan(eight * 2.3);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rememberRun } from '../../accounts/pool/former-runs.ts';
import { acquire, openLeaseFolder } from '../../accounts/pool/lease-files.ts';
import { leaseKey } from '../../accounts/pool/lease-key.ts';
import { makeLease } from '../../accounts/pool/lease.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { UsageError } from '../../domain/errors.ts';
import { describeDeployment, person, startWorker, testWorker } from './worker.test-support.ts';

describe('the other functions of a worker', () => {
  it('records who else may see a thing, when the thing or the viewer is created', async () => {
    const { worker } = await startWorker({
      maySee: ({ viewer, owner, field, thing }) =>
        owner.role === 'clinician'
          ? field === 'name'
          : viewer?.role === 'clinician' && thing !== null,
    });
    await worker.createAccount({ cohort: {}, role: 'clinician' });
    await person(worker);
    await worker.createAccount({ cohort: {}, role: 'clinician' });
    const entitled = worker.recorded.facts.filter(({ fact }) => fact === 'entitled');
    expect(entitled).toMatchObject([
      { viewer: '*', owner: 'a0', thing: null, field: 'name' },
      { viewer: 'a1', owner: 'a0', field: 'name' },
      { viewer: 'a0', owner: 'a1', thing: 'a1.1', field: null },
      { viewer: 'a2', owner: 'a0', field: 'name' },
      { viewer: 'a2', owner: 'a1', thing: 'a1.1', field: null },
      { viewer: '*', owner: 'a2', field: 'name' },
    ]);
  });

  it('performs actions, which create things or add to them', async () => {
    const { worker } = await startWorker({
      actions: {
        write: {
          creates: true,
          run: async ({ http, token }) =>
            (await http.post('/notes', { body: token('body') })).json<{ id: string }>(),
        },
        record: { run: () => ({ recording: 'rec_0123456789abcdef' }) },
      },
    });
    const { session } = await person(worker);
    const made = await worker.act(session, 'write', null);
    expect(made).toMatchObject({ id: 'a0.2', ids: { id: expect.stringMatching(/^note_/) } });
    expect(await worker.act(session, 'record', made)).toMatchObject({
      id: 'a0.2',
      ids: { recording: 'rec_0123456789abcdef' },
    });
    await expect(worker.act(session, 'fly', made)).rejects.toThrow('no action fly');
  });

  it('observes what a browser received and showed', async () => {
    const { worker } = await startWorker();
    const ann = await person(worker);
    const bob = await person(worker);
    const token = worker.plantToken(bob.account, 'webcam', bob.thing);
    const attempt = await worker.observe({
      session: ann.session,
      surface: 'page /notes',
      gives: 'list',
      thing: null,
      variant: 'plain',
      sentAt: 1,
      answeredAt: 2,
      status: 200,
      headers: { 'content-type': 'text/html', 'set-cookie': 'secret' },
      received: [{ where: 'text of the page', content: `Notes of ${token}` }],
      rows: ['a row of nobody', `a row of ${token}`],
      frames: [token, 'no token'],
      sent: [],
      channel: 'browser',
    });
    expect(attempt).toMatchObject({
      outcome: 'granted',
      headers: { 'content-type': 'text/html' },
      items: [
        { where: 'row 1', sightings: [] },
        { where: 'row 2', sightings: [1] },
      ],
      sightings: [
        { kind: 'token', where: 'text of the page' },
        { kind: 'token', where: 'row 2' },
        { kind: 'frame', where: 'frame 1', token: { account: 1 } },
      ],
    });
    const session = worker.adoptSession(ann.account, ['a-cookie-value-0123456789']);
    const unknown = await worker.attempt({ session, surface: list('GET /notes'), thing: null });
    expect(unknown).toMatchObject({ outcome: 'unclear', status: null });
    expect(worker.adoptSignOut(session, 5)).toMatchObject({ id: session.id, state: 'signed-out' });
  });

  it('records an observation as unclear if it could not be scanned', async () => {
    const { worker } = await startWorker();
    const { session, thing } = await person(worker);
    const layers = Array.from({ length: 6 });
    const attempt = await worker.observe({
      session,
      surface: 'GET /notes',
      gives: 'read',
      thing,
      variant: 'browser',
      sentAt: 1,
      answeredAt: 2,
      status: 200,
      headers: { 'content-type': 'application/gzip' },
      received: [
        {
          where: 'body',
          content: layers.reduce<Buffer>((body) => gzipSync(body), Buffer.from('x')),
        },
      ],
      rows: null,
      frames: [],
      sent: [],
      channel: 'browser',
    });
    expect(attempt).toMatchObject({ outcome: 'unclear', truncated: true, why: 'packed too deep' });
  });

  it('removes its accounts, with a new session if none is open', async () => {
    const removed: string[] = [];
    const { worker } = await startWorker();
    const { accounts } = worker.definition;
    const remove: typeof accounts.remove = async ({ http, account }) => {
      if (account.id === 'a2') throw new Error('refused');
      await http.get('/me');
      removed.push(account.id);
    };
    const again = await startWorker({ accounts: { ...accounts, remove } });
    const ann = await person(again.worker);
    await again.worker.signOut(ann.session);
    await person(again.worker);
    await person(again.worker);
    expect((await again.worker.removeAccounts()).map(({ id }) => id)).toEqual(['a2']);
    expect(removed.toSorted()).toEqual(['a0', 'a1']);
  });

  it('takes accounts from a pool, each once and by cohort', async () => {
    const { deployment, worker } = await startWorker();
    const made = [await person(worker), await person(worker)];
    const folder = await mkdtemp(join(tmpdir(), 'pool-test-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const pool = join(folder, 'accounts.json');
    const entries = made.map(({ account: { credentials, ids } }, index) => ({
      credentials,
      ids,
      cohort: { region: index === 0 ? 'uk' : 'ie' },
    }));
    await writeFile(pool, JSON.stringify(entries));
    const { create: _, ...accounts } = worker.definition.accounts;
    const definition = describeDeployment(deployment.url, { accounts: { ...accounts, pool } });
    const { plan } = worker;
    const kept = { name: 'r', secrets: '', role: 'patient' };
    for (const [run, entry, cohort] of [
      [1, 0, { region: 'uk' }],
      [plan.run, 1, { region: 'ie', session: 'before' }],
    ] as const) {
      openLeaseFolder(`${pool}.leases`);
      const key = leaseKey(entries[entry] ?? { credentials: {}, ids: {} });
      acquire(`${pool}.leases`, key, makeLease({ ...kept, run, cohort }, Date.now(), 60_000));
      rememberRun(`${pool}.leases`, key, { run: 1, number: entry });
    }
    const { worker: pooled } = await testWorker(definition, { name: 'pooled' });
    const irish = await pooled.createAccount({ cohort: { region: 'ie', session: 'before' } });
    expect(irish).toMatchObject({
      cohort: { region: 'ie', session: 'before' },
      ids: entries[1]?.ids,
    });
    expect((await pooled.signIn(irish)).id).toBe('a0.s1');
    expect(pooled.recorded.facts).toContainEqual(
      expect.objectContaining({ fact: 'formerly', account: 'a0', runs: [{ run: 1, number: 1 }] }),
    );
    await expect(pooled.createAccount({ cohort: { region: 'uk' } })).rejects.toThrow(
      'no further patient with region uk',
    );
    expect(await pooled.removeAccounts()).toEqual([]);
    expect(await pooled.signIn(irish)).toMatchObject({ state: 'open' });
    const { worker: generated } = await testWorker(definition, {
      name: 'generated',
      part: 'properties',
    });
    await expect(generated.createAccount({ cohort: {} })).rejects.toThrow(UsageError);
  });

  it('says when its history cannot be written', async () => {
    const { deployment } = await startWorker();
    const definition = describeDeployment(deployment.url);
    await expect(testWorker(definition, { folder: '/dev/null/nowhere' })).rejects.toThrow(
      UsageError,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { list, read } from '../../../deployment/surfaces/surfaces.ts';
import { writeToken } from '../../../canaries/token.ts';
import type { Account, Session, Thing } from '../../state/held.ts';
import {
  deploy,
  describeDeployment,
  person,
  testWorker,
} from '../../worker/worker.test-support.ts';
import type { Observation } from './observation.ts';

const surfaces = [list('GET /notes', { shows: 'note' }), read('GET /notes/{note}')];

async function twoPeople() {
  const { url } = await deploy({});
  const { worker } = await testWorker(describeDeployment(url, { surfaces }));
  const [ann, bob] = [await person(worker), await person(worker)];
  return { worker, ann, bob, url };
}

const answered = (session: Session, changes: Partial<Observation>): Observation => ({
  session,
  surface: 'GET /notes',
  gives: 'list',
  thing: null,
  variant: 'browser',
  sentAt: 1,
  answeredAt: 2,
  status: 200,
  headers: { 'content-type': 'application/json' },
  received: [{ where: 'body', content: '[]' }],
  rows: null,
  frames: [],
  sent: [],
  channel: 'browser',
  ...changes,
});

const withCounter = (thing: Thing, number: string): Thing => ({
  ...thing,
  ids: { ...thing.ids, visit: number },
});

describe('what a browser receives', () => {
  it('may be its own session in a header, but not the session of another account', async () => {
    const { worker, ann, bob } = await twoPeople();
    const open = (account: Account, value: string) => worker.adoptSession(account, [value]);
    const [own, other] = ['5e55104a11ce5e55104a11ce', 'b0bb1e5e55104b0bb1e5e551'];
    const session = open(ann.account, own);
    open(bob.account, other);
    const headers = (value: string) => ({ 'set-cookie': `sid=${value}; HttpOnly` });
    const granted = await worker.observe(answered(session, { headers: headers(own) }));
    expect(granted.sightings).toEqual([]);
    const leaked = await worker.observe(answered(session, { headers: headers(other) }));
    expect(leaked.sightings).toMatchObject([
      { kind: 'credential', account: bob.account.id, where: 'header set-cookie' },
    ]);
    expect(JSON.stringify(worker.recorded)).not.toContain(other);
  });

  it('may repeat the address, which is no sighting', async () => {
    const { worker, ann, bob, url } = await twoPeople();
    worker.addIds(bob.thing, withCounter(bob.thing, '1041').ids);
    const body = JSON.stringify({
      visitId: 1041,
      at: `/notes/${bob.thing.ids['note']}?visit=1041`,
    });
    const received = [{ where: 'body', content: body }];
    const address = `${url}/notes/${bob.thing.ids['note']}?visit=1041`;
    const about = {
      surface: surfaces[1]?.id ?? '',
      gives: 'read',
      thing: bob.thing,
      received,
    } as const;
    const asked = await worker.observe(answered(ann.session, { ...about, sent: [address] }));
    expect(asked.sightings).toEqual([]);
    const told = await worker.observe(answered(ann.session, { ...about, sent: [`${url}/notes`] }));
    expect(told.sightings).toMatchObject([
      { kind: 'id', name: 'note', where: '$.at' },
      { kind: 'id', name: 'visit', where: '$.visitId' },
    ]);
  });

  it('is the viewer\u2019s own list at a fixed address, whatever thing the scenario is about', async () => {
    const { worker, ann, bob } = await twoPeople();
    const content = JSON.stringify([
      { id: bob.thing.ids['note'] },
      { id: 'note_0123456789abcdef' },
    ]);
    const attempt = await worker.observe(
      answered(ann.session, { thing: bob.thing, received: [{ where: 'body', content }] }),
    );
    expect(attempt).toMatchObject({ thing: null, outcome: 'granted' });
    expect(attempt.items).toMatchObject([
      { where: '$[0]', sightings: [0], ids: [expect.any(String)] },
      { where: '$[1]', sightings: [], ids: [expect.any(String)] },
    ]);
  });

  it('is recognised by digests if a stream has no token', async () => {
    const { worker, ann } = await twoPeople();
    const content = Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 251));
    const media = {
      gives: 'stream',
      channel: 'media',
      received: [{ where: 'body', content }],
    } as const;
    const headers = { 'content-type': 'video/webm' };
    const attempt = await worker.observe(
      answered(ann.session, { ...media, surface: 'GET /film', thing: ann.thing, headers }),
    );
    expect(attempt.outcome).toBe('granted');
    expect(attempt.digests.length).toBeGreaterThan(0);
  });

  it('is denied by an error, a sign-in page or a redirect to it, with any status', async () => {
    const { worker, ann, bob } = await twoPeople();
    const html = { 'content-type': 'text/html' };
    const about = { surface: surfaces[1]?.id ?? '', gives: 'read', thing: bob.thing } as const;
    const content = '<form><input type="password"></form>';
    const answers = await Promise.all([
      worker.observe(
        answered(ann.session, {
          ...about,
          received: [{ where: 'body', content: '{"error":"no"}' }],
        }),
      ),
      worker.observe(
        answered(ann.session, {
          ...about,
          headers: html,
          received: [{ where: 'body', content: Buffer.from(content) }],
        }),
      ),
      worker.observe(
        answered(ann.session, { ...about, status: 302, headers: { location: '/sign-in?next=/' } }),
      ),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['denied', 'denied', 'denied']);
  });

  it('has places of its own for frames and shown texts', async () => {
    const { worker, ann, bob } = await twoPeople();
    const { run } = worker.plan;
    const token = writeToken({ run, account: bob.account.number, field: 0 });
    const attempt = await worker.observe(
      answered(ann.session, {
        status: null,
        headers: {},
        received: [{ where: 'the page as shown', content: `{"a":"${token}"}` }],
        frames: [token],
        outcome: 'granted',
      }),
    );
    expect(attempt.sightings.map(({ where }) => where)).toEqual(['the page as shown', 'frame 1']);
  });
});

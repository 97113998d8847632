import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { socket } from '../../deployment/surfaces/surfaces.ts';
import type { ListenOptions } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../http/serve.test-support.ts';
import {
  deploy,
  describeDeployment,
  noteAt,
  person,
  testWorker,
} from '../worker/worker.test-support.ts';
import type { Routes } from '../worker/worker.test-support.ts';

type Told = (note: string, count: number) => string | Buffer;

/**
 * Starts a deployment that hands out addresses which work for every bearer, and whose events only name a changed note.
 */
async function start(
  options: Partial<ListenOptions> = {},
  server: {
    refuses?: boolean;
    tell?: Told;
    greeting?: string;
    elsewhere?: string;
    toAll?: boolean;
    breaks?: boolean;
  } = {},
) {
  const lines = new Map<WebSocket, string>();
  const closed: Promise<unknown>[] = [];
  let count = 0;
  const tell: Told =
    server.tell ?? ((note) => JSON.stringify({ type: 'Update', object: `/notes/${note}` }));
  const routes: Routes = {
    'POST /subscriptions/{}': (live, request, response) => {
      const note = noteAt(live, request);
      const viewer = live.viewer(request);
      const isOwn = viewer !== undefined && note?.owner === viewer;
      if ((server.refuses ?? true) && !isOwn)
        return json(response, {}, viewer === undefined ? 401 : 403);
      json(response, {
        receiveFrom: `${server.elsewhere ?? live.url.replace('http', 'ws')}/channel?of=${note?.id}`,
      });
    },
    'POST /touch/{}': (live, request, response) => {
      const note = noteAt(live, request)?.id ?? '';
      count += 1;
      for (const [line, of] of lines)
        if (of === note || server.toAll === true) line.send(tell(note, count));
      json(response, {});
    },
  };
  const sockets = new WebSocketServer({ noServer: true });
  const deployment = await deploy(routes, (live, request, raw, head) => {
    sockets.handleUpgrade(request, raw, head, (line) => {
      closed.push(once(line, 'close'));
      lines.set(line, new URL(request.url ?? '', live.url).searchParams.get('of') ?? '');
      if (server.greeting !== undefined) line.send(server.greeting);
    });
  });
  const surface = socket('GET /channels/{note}', {
    gives: 'read',
    act: 'touch',
    connect: async ({ http, ids }) =>
      (await http.post(`/subscriptions/${ids['note']}`)).json<{ receiveFrom: string }>()
        .receiveFrom,
    ...options,
  });
  const { worker } = await testWorker(
    describeDeployment(deployment.url, {
      timeout: 500,
      surfaces: [surface],
      actions: {
        touch: { run: async ({ http, ids }) => void (await http.post(`/touch/${ids['note']}`)) },
      },
    }),
  );
  const [ann, bob] = [await person(worker), await person(worker)];
  const about = { surface, owner: ann.session, thing: ann.thing, subject: ann.thing };
  const broken = {
    ...bob.session,
    get account(): never {
      throw new Error('no connection can be made');
    },
  };
  const listeners = server.breaks ? [broken, bob.session] : [bob.session, null];
  const all = await worker.listen({ ...about, listeners }).catch((error: unknown) => {
    if (!server.breaks) throw error;
    return [];
  });
  const attempts = all.filter(({ variant }) => variant === 'plain');
  const atOwnAddress = all.filter(({ variant }) => variant === 'at-home');
  return {
    attempts,
    atOwnAddress,
    outcomes: attempts.map(({ outcome }) => outcome),
    ann,
    bob,
    closed,
  };
}

describe('a round of listening', () => {
  it('counts a refusal to hand out an address as a refusal to listen', async () => {
    const { attempts, outcomes } = await start();
    expect(outcomes).toEqual(['granted', 'denied', 'denied', 'granted']);
    expect(attempts.map(({ status }) => status)).toEqual([101, 403, 401, 101]);
    const [first, foreign, , last] = attempts;
    expect(first?.answeredAt).toBeLessThanOrEqual(foreign?.sentAt ?? 0);
    expect(last?.sentAt).toBeGreaterThanOrEqual(foreign?.answeredAt ?? Infinity);
  });

  it('counts an event about the subscribed thing as a sighting, although its id had been sent', async () => {
    const { attempts, ann } = await start({}, { refuses: false });
    expect(attempts.map(({ outcome }) => outcome)).toEqual(Array(4).fill('granted'));
    expect(attempts[1]?.sightings).toEqual([
      expect.objectContaining({
        kind: 'id',
        account: ann.account.id,
        where: '$.messages[0].object',
      }),
    ]);
  });

  it('listens at the others\u2019 own addresses while the owner acts', async () => {
    const healthy = await start();
    expect(healthy.atOwnAddress).toMatchObject([
      { outcome: 'concealed', status: 101, sightings: [] },
    ]);
    const { atOwnAddress, ann, bob } = await start({}, { toAll: true });
    expect(atOwnAddress).toMatchObject([
      { viewer: bob.account.id, thing: bob.thing.id, outcome: 'granted' },
    ]);
    expect(atOwnAddress[0]?.sightings).toMatchObject([{ kind: 'id', account: ann.account.id }]);
  });

  it('closes every connection where one of them breaks', async () => {
    const { closed, attempts } = await start({}, { refuses: false, breaks: true });
    expect(attempts).toEqual([]);
    expect(closed).toHaveLength(3);
    await Promise.all(closed);
  });

  it('does not count an answer that repeats what was sent', async () => {
    const hello: ListenOptions['hello'] = ({ ids }) => [{ subscribe: ids['note'] }];
    const quiet = { refuses: false, tell: () => JSON.stringify({ error: 'no such note' }) };
    const { outcomes, attempts } = await start({ hello }, quiet);
    expect(outcomes).toEqual(['unclear']);
    expect(attempts[0]?.why).toMatch(/the action touch brought nothing to its owner/);
  });

  it('waits for a reply to the hello, and says when none comes', async () => {
    const heard: string[] = [];
    const hello: ListenOptions['hello'] = async function* ({ reply }) {
      heard.push(await reply());
      yield 'thanks';
      if (heard.length > 2) heard.push(await reply());
    };
    const { outcomes } = await start({ hello }, { greeting: 'welcome' });
    expect(outcomes[0]).toBe('granted');
    // The listeners are the owner, and the others at their own addresses.
    expect(heard).toEqual(['welcome', 'welcome']);
    const { attempts } = await start({ hello });
    expect(attempts.map(({ why }) => why)).toEqual(['no reply came to the surface\u2019s `hello`']);
  });

  it('connects to no other host, and names a mistake in the definition', async () => {
    const { attempts } = await start({}, { elsewhere: 'ws://elsewhere.test' });
    expect(attempts.map(({ outcome, why }) => [outcome, why])).toEqual([
      ['unclear', expect.stringMatching(/^http:\/\/elsewhere\.test does not belong/)],
    ]);
    const slip = await start({ connect: () => '' + undefined + '://' });
    expect(slip.attempts[0]?.why).toMatch(/gave no address|does not belong/);
    const failing = await start({
      connect: () => {
        throw new Error('secret');
      },
    });
    expect(failing.attempts[0]?.why).toBe('the surface\u2019s `connect` failed');
  });

  it('scans binary frames', async () => {
    const tell: Told = (note) => Buffer.from(`\u0001note=${note};\u0002`);
    const { outcomes, attempts } = await start({}, { refuses: false, tell });
    expect(outcomes).toEqual(Array(4).fill('granted'));
    expect(attempts[1]?.sightings[0]?.where).toMatch(/^message 1, byte \d+$/);
  });
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { bookFor, openTestClinic } from '../testing/test-clinic.ts';
import { startCacheServer } from './cache-server.ts';
import type { Clinic } from '../clinic.ts';
import type { ClinicFunctions } from '../clinic-functions.ts';
import { openPool } from './open-pool.ts';
import { createPool } from './pool.ts';
import { poolFunctions } from './pool-functions.ts';
import { openConnection, secondsKept } from './connection.ts';

async function startTestServer(now?: () => number) {
  const server = await startCacheServer('its-password', now);
  onTestFinished(server.close);
  return server;
}

it('answers commands in their order, whoever reads', async () => {
  const connection = await openConnection(await startTestServer());
  connection.send(['set', 'a', { of: 'ann' }]);
  connection.send(['get', 'a']);
  connection.send(['get', 'never']);
  const { read } = connection;
  expect([await read(), await read(), await read()]).toEqual(['OK', { of: 'ann' }, null]);
  expect(connection.unread).toBe(0);
});

it('leaves an answer unread when nobody waits for it any more', async () => {
  const connection = await openConnection(await startTestServer());
  const hangUp = new AbortController();
  connection.send(['set', 'a', 1]);
  const reading = connection.read(hangUp.signal);
  hangUp.abort();
  await expect(reading).rejects.toThrow('Nobody waits');
  expect(connection.unread).toBe(1);
  connection.send(['get', 'a']);
  // This is what makes it unfit for the next caller.
  expect(await connection.read()).toBe('OK');
});

it('rejects at an error reply, and is as good as before', async () => {
  const connection = await openConnection(await startTestServer());
  connection.send(['never', 'a']);
  connection.send(['get', 'a']);
  await expect(connection.read()).rejects.toThrow('ERR unknown command');
  expect(connection.unread).toBe(1);
  expect(await connection.read()).toBeNull();
});

it('answers nobody who does not know the password', async () => {
  const { host, port } = await startTestServer();
  await expect(openConnection({ host, port, password: 'another' })).rejects.toThrow('WRONGPASS');
  const connection = await openConnection({ host, port });
  connection.send(['get', 'a']);
  await expect(connection.read()).rejects.toThrow('NOAUTH');
});

it('keeps nothing for good', async () => {
  let now = 0;
  const connection = await openConnection(await startTestServer(() => now));
  const get = () => {
    connection.send(['get', 'a']);
    return connection.read();
  };
  connection.send(['set', 'a', 'Zoë, £5']);
  expect(await connection.read()).toBe('OK');
  now = secondsKept * 1000 - 1;
  expect(await get()).toBe('Zoë, £5');
  now += 1;
  expect(await get()).toBeNull();
});

it('finds nothing that a clinic before it kept in the same cache', async () => {
  const pool = createPool({ ...(await startTestServer()), close: () => Promise.resolve() });
  onTestFinished(pool.close);
  const release = { mayReuse: () => true } as unknown as ClinicFunctions;
  const start = () => poolFunctions({ pool, store: { writes: 0 } } as Clinic, () => release);
  const [before, after] = [start(), start()];
  const list = (of: string) => () => [of];
  expect(await before.cachedRead('a', list('before'))).toEqual(['before']);
  expect(await before.cachedRead('a', list('again'))).toEqual(['before']);
  expect(await after.cachedRead('a', list('after'))).toEqual(['after']);
});

it('says when a Redis does not answer, and not what its password is', async () => {
  const { host, port } = await startTestServer();
  const redis = { host, port, password: 'another-password' };
  const why = /^The Redis at 127\.0\.0\.1:\d+ does not answer: (?!.*another-password)/;
  await expect(openPool(redis)).rejects.toThrow(why);
  await expect(openPool({ host, port })).rejects.toThrow(/does not answer: NOAUTH/);
  await expect(openPool({ host, port: 1 })).rejects.toThrow(/does not answer: .*ECONNREFUSED/);
});

it('lists come from the cache, and are right again as soon as anything is written', async () => {
  const clinic = await openTestClinic();
  const [doctor, ann, bob] = [
    await clinic.clinician(),
    await clinic.patient(),
    await clinic.patient(),
  ];
  const listOf = async ({ ask }: typeof ann) => (await ask('GET', '/api/consultations')).body.total;
  expect([await listOf(ann), await listOf(ann), await listOf(bob)]).toEqual([0, 0, 0]);
  await bookFor(ann, doctor);
  expect([await listOf(ann), await listOf(ann), await listOf(bob)]).toEqual([1, 1, 0]);
  await clinic.restart(null);
  expect([await listOf(bob), await listOf(ann)]).toEqual([0, 1]);
});

it('who hangs up in the middle costs nobody else their answer', async () => {
  const clinic = await openTestClinic();
  const doctor = await clinic.clinician();
  const people = [await clinic.patient(), await clinic.patient()];
  for (const person of people) await bookFor(person, doctor);
  const [ann, bob] = people;
  const { port } = clinic.open();
  for (let round = 0; round < 20; round += 1) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `GET /api/consultations HTTP/1.1\r\nhost: clinic\r\nauthorization: Bearer ${ann?.token}\r\n\r\n`,
    );
    setImmediate(() => socket.destroy());
    await once(socket, 'close');
    const { body } = (await bob?.ask('GET', '/api/consultations')) ?? {};
    expect(body?.items.map(({ id }) => id)).toHaveLength(1);
    const own = (await ann?.ask('GET', '/api/consultations'))?.body.items[0]?.id;
    expect(body?.items[0]?.id).not.toBe(own);
  }
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { bookFor, openTestClinic } from '../testing/test-clinic.ts';
import { startCacheServer } from './cache-server.ts';
import { openConnection } from './connection.ts';

async function startTestServer() {
  const server = await startCacheServer('its-secret');
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

it('answers nobody who does not know the secret', async () => {
  const { port } = await startTestServer();
  const socket = connect(port, '127.0.0.1');
  const closed = once(socket, 'close');
  socket.on('error', () => undefined);
  socket.write('["get","a"]\n["get","a"]\n');
  await closed;
  expect(socket.bytesRead).toBe(0);
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

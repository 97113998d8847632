import { describe, it, onTestFinished } from 'vitest';
import { openConnection, secondsKept } from '../../clinic/pool/connection.ts';
import { openRespConnection } from '../../clinic/pool/resp-connection.ts';
import { bookFor, openTestClinic } from '../../clinic/testing/test-clinic.ts';
import { switchToVideo } from '../../clinic/updates/switch-to-video.ts';
import { isInstalled } from './program.ts';
import { startRedis } from './redis.ts';

async function startTestRedis() {
  const redis = await startRedis();
  onTestFinished(redis.stop);
  return redis;
}

describe.skipIf(!isInstalled('redis-server'))('a real Redis (needs Redis)', () => {
  it('answers the pool as the clinic’s own cache does', async ({ expect }) => {
    const connection = await openConnection(await startTestRedis());
    const long = { of: 'Zoë, £5. '.repeat(50_000) };
    for (const command of [
      ['set', 'ä b', long],
      ['never', 'a'],
      ['get', 'ä b'],
      ['get', 'a'],
    ])
      connection.send(command);
    const { read } = connection;
    expect(await read()).toBe('OK');
    await expect(read()).rejects.toThrow('ERR unknown command');
    expect(await read()).toEqual(long);
    expect(connection.unread).toBe(1);
    expect(await read()).toBeNull();

    const hangUp = new AbortController();
    connection.send(['get', 'ä b']);
    const reading = read(hangUp.signal);
    hangUp.abort();
    await expect(reading).rejects.toThrow('Nobody waits');
    connection.send(['get', 'a']);
    // What nobody took goes to the next caller, who would have got nothing.
    expect(await read()).toEqual(long);
    connection.close();
  });

  it('is no use to whoever does not know its password', async ({ expect }) => {
    const { host, port } = await startTestRedis();
    await expect(openConnection({ host, port, password: 'another' })).rejects.toThrow('WRONGPASS');
    const connection = await openConnection({ host, port });
    connection.send(['get', 'a']);
    await expect(connection.read()).rejects.toThrow('NOAUTH');
    connection.close();
  });

  it('has the clinic’s lists, for a minute', async ({ expect }) => {
    const redis = await startTestRedis();
    const clinic = await openTestClinic({ redis });
    const [doctor, ann] = [await clinic.clinician(), await clinic.patient()];
    await bookFor(ann, doctor, { reason: 'A cough that Redis keeps' });
    const list = async () => (await ann.ask('GET', '/api/consultations')).body.total;
    const asked = async () => (await redis.commands())['get'] ?? 0;
    const before = await asked();
    expect([await list(), await list()]).toEqual([1, 1]);
    expect((await asked()) - before).toBe(2);

    const { send, read, close } = await openRespConnection(redis);
    const ask = (...words: string[]) => {
      send(words);
      return read();
    };
    const keys = await ask('KEYS', '*');
    if (!Array.isArray(keys)) throw new Error('no keys');
    expect(keys).toHaveLength(1);
    const [key] = keys.map(String);
    expect(key).toContain(`consultations ${ann.id}`);
    expect(String(await ask('GET', key ?? ''))).toContain('A cough that Redis keeps');
    const left = await ask('TTL', key ?? '');
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(secondsKept);
    close();

    await clinic.restart(switchToVideo);
    await bookFor(ann, doctor);
    expect([await list(), await list()]).toEqual([2, 2]);
  });
});

import { newToken } from '../store/ids.ts';
import { startCacheServer } from './cache-server.ts';
import type { CacheServer } from './cache-server.ts';
import { createPool } from './pool.ts';
import type { Pool } from './pool.ts';
import { openRespConnection } from './resp-connection.ts';
import type { CacheAddress } from './resp-connection.ts';

/**
 * A pool of connections to a Redis, or to a cache of the clinic's own where there is none. Rejects where the Redis does
 * not answer, or not to this password.
 */
export async function openPool(redis: CacheAddress | undefined): Promise<Pool> {
  return createPool(
    redis === undefined ? await startCacheServer(newToken()) : await reachRedis(redis),
  );
}

async function reachRedis(redis: CacheAddress): Promise<CacheServer> {
  try {
    const connection = await openRespConnection(redis);
    connection.send(['GET', 'whatever']);
    await connection.read().finally(connection.close);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The Redis at ${redis.host}:${redis.port} does not answer: ${why}`, { cause });
  }
  // It was here before, and goes on.
  return { ...redis, close: () => Promise.resolve() };
}

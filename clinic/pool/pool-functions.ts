import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { currentSignal } from '../http/request-scope.ts';
import { newId } from '../store/ids.ts';
import type { Pool } from './pool.ts';

/**
 * How the base release uses its cache. A connection whose answer nobody read goes to nobody else: the next caller would
 * read it, and take it for the answer to its own question.
 */
export function poolFunctions(
  { pool, store }: Clinic,
  release: () => ClinicFunctions,
): Pick<ClinicFunctions, 'cachedRead' | 'mayReuse'> {
  // The cache may outlive this clinic, or be another's, too; writes are counted from each start on.
  const start = newId('start');
  return {
    mayReuse: ({ unread }) => unread === 0,
    cachedRead: async <Value>(key: string, load: () => Value | Promise<Value>): Promise<Value> => {
      // Whatever is written makes all that was kept before it too old.
      const name = `${start} ${store.writes} ${key}`;
      const known = await exchange(pool, release, ['get', name]);
      if (typeof known === 'object' && known !== null) return known as Value;
      const value = await load();
      await exchange(pool, release, ['set', name, value]);
      return value;
    },
  };
}

/** Sends a command over a connection of the pool. Rejects where whoever asked has hung up meanwhile. */
async function exchange(
  pool: Pool,
  release: () => ClinicFunctions,
  command: readonly unknown[],
): Promise<unknown> {
  const connection = await pool.take();
  try {
    connection.send(command);
    return await connection.read(currentSignal());
  } finally {
    pool.giveBack(connection, release().mayReuse(connection));
  }
}

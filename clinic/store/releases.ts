import type { Update } from '../updates/update.ts';
import type { Release } from './release.ts';
import type { Store } from './store.ts';

/** The name of the release before any update. */
const baseRelease = '2020.5';

const lastRelease = `SELECT name, update_id AS updateId, applied_at AS appliedAt
  FROM releases ORDER BY id DESC LIMIT 1`;

/** The release that this data last ran; undefined for fresh data. */
export function currentRelease(store: Store): Release | undefined {
  return store.get<Release>(lastRelease);
}

/**
 * Takes the data to a release: records when it was applied and runs the update's migration.
 * Nothing happens when the data is at that release already, so a restart is not an update.
 */
export function install(store: Store, update: Update | null, now: number): Release {
  const current = currentRelease(store);
  const updateId = update?.id ?? null;
  if (current !== undefined && current.updateId === updateId) return current;
  const release = { name: update?.release ?? baseRelease, updateId, appliedAt: now };
  store.transaction(() => {
    if (update?.migration !== undefined) store.script(update.migration);
    store.run(
      'INSERT INTO releases (name, update_id, applied_at) VALUES (:name, :updateId, :appliedAt)',
      release,
    );
  });
  return release;
}

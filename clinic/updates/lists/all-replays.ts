import { selectRecording } from '../../recordings/recording.ts';
import type { Recording } from '../../recordings/recording.ts';
import { pageParameters, toPage } from '../../store/page.ts';
import type { Page, PageRequest } from '../../store/page.ts';
import type { Store } from '../../store/store.ts';

const rows = `${selectRecording} WHERE r.status = 'ready' AND (r.started_at, r.id) < (:at, :after)
  ORDER BY r.started_at DESC, r.id DESC LIMIT :rows`;
const count = `SELECT count(*) AS total FROM recordings WHERE status = 'ready'`;

/** The replays of everybody, the newest first. */
export function allReplays(store: Store, page: PageRequest): Page<Recording> {
  const found = store.all<Recording>(rows, { ...pageParameters(page) });
  const total = store.get<{ total: number }>(count)?.total ?? 0;
  return toPage(found, page, total, ({ startedAt, id }) => ({ at: startedAt, id }));
}

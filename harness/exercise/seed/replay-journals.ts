import type { Intent, JournalEntry } from '../state/journal.ts';
import { heldKinds } from '../state/journal.ts';
import type { SavedWorker } from './saved-worker.ts';

/** What is known of a run's accounts, sessions and things once its journals have been read. */
export type Replayed = {
  handOver: SavedWorker;
  /** What the deployment was asked to make or to remove without having answered: nobody knows whether it did. */
  unanswered: readonly Intent[];
};

type Item = { id: string };

/**
 * Adds to what a run has saved what its journals tell: entries that were written after it was saved.
 * @param journals the oldest first
 */
export function replayJournals(
  saved: Replayed,
  journals: readonly (readonly JournalEntry[])[],
): Replayed {
  const held = Object.fromEntries(
    heldKinds.map((kind) => [
      kind,
      new Map<string, object>(saved.handOver[kind].map((item) => [keyOf(item), item])),
    ]),
  );
  const unanswered = new Map(saved.unanswered.map((intent) => [intentKey(intent), intent]));
  const gone = new Set<string>();
  const settled = new Set(saved.handOver.things.map(({ id }) => id));
  for (const journal of journals) {
    const open = new Map<number, Intent>();
    const last = journal.findLastIndex((entry) => 'saved' in entry);
    for (const [index, entry] of journal.entries()) {
      if ('begins' in entry) open.set(entry.begins, entry.intent);
      else if ('ends' in entry) open.delete(entry.ends);
      else if ('holds' in entry) {
        if (entry.holds === 'things') settled.add(keyOf(entry.item));
        if (index > last) held[entry.holds]?.set(keyOf(entry.item), entry.item);
      } else if ('removed' in entry) {
        forget(held, entry);
        if (entry.thing === null) gone.add(entry.removed);
        else settled.add(entry.thing);
      }
    }
    for (const intent of open.values()) unanswered.set(intentKey(intent), intent);
  }
  const list = (kind: string) => [...(held[kind]?.values() ?? [])];
  const handOver = {
    ...saved.handOver,
    ...Object.fromEntries(heldKinds.map((kind) => [kind, list(kind)])),
  };
  const isOpen = (intent: Intent): boolean =>
    !gone.has(intent.account) && !(intent.does === 'thing' && settled.has(intent.thing));
  return { handOver, unanswered: [...unanswered.values()].filter(isOpen) };
}

/** Journals may be read again after what they tell was saved. */
function intentKey(intent: Intent): string {
  return `${intent.does} ${intent.does === 'thing' ? intent.thing : intent.account}`;
}

function keyOf(item: object): string {
  if ('id' in item) return (item as Item).id;
  const { thing, to } = item as { thing: string; to: string };
  return `${thing} ${to}`;
}

function forget(
  held: Readonly<Record<string, Map<string, object>>>,
  { removed, thing }: Extract<JournalEntry, { removed: string }>,
): void {
  if (thing !== null) return void held['things']?.delete(thing);
  held['accounts']?.delete(removed);
  for (const kind of ['sessions', 'things']) {
    for (const [id, item] of held[kind] ?? []) {
      const { account, owner } = item as { account?: string; owner?: string };
      if ((account ?? owner) === removed) held[kind]?.delete(id);
    }
  }
}

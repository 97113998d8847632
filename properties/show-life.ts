import type { Session, Worker } from '../harness/index.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Has a session granted something of its own: only then do refusals that it meets say anything. Reads what
 * has a fixed address (a profile) before it lists, for new accounts have empty lists.
 */
export async function showLife(worker: Worker, words: Vocabulary, session: Session): Promise<void> {
  const own = words.surfaces.filter(({ needs }) => needs.length === 0);
  const reads = own.filter(({ gives }) => gives === 'read');
  for (const surface of [...reads, ...own.filter(({ gives }) => gives !== 'read')]) {
    const { outcome } = await worker.attempt({ session, surface, thing: null });
    if (outcome === 'granted') return;
  }
}

import { expect, it } from 'vitest';
import type { JournalEntry } from '../state/journal.ts';
import { replayJournals, type Replayed } from './replay-journals.ts';

const nothing: Replayed = {
  handOver: { accounts: [], sessions: [], things: [], shares: [] },
  unanswered: [],
};
const thing = (id: string): JournalEntry => ({ holds: 'things', item: { id, owner: 'a1' } });
const begin = (number: number): JournalEntry => ({
  begins: number,
  intent: { at: 1, does: 'thing', account: 'a1', thing: `a1.${number}` },
});

it('tells what was made since it was saved, and what was not answered', () => {
  const { handOver, unanswered } = replayJournals(nothing, [
    [begin(1), thing('a1.1'), { ends: 1 }, begin(2), { saved: true }, thing('a1.3'), begin(3)],
    [begin(1), { ends: 1 }, thing('a1.4'), { removed: 'a1', thing: 'a1.3' }],
  ]);
  expect(handOver.things.map(({ id }) => id)).toEqual(['a1.4']);
  // a1.3 was made, and is removed.
  expect(unanswered).toMatchObject([{ thing: 'a1.2' }]);
});

it('forgets an account that was removed with all that it had, and whether it was ever made', () => {
  const { handOver, unanswered } = replayJournals(nothing, [
    [{ holds: 'accounts', item: { id: 'a1' } }, thing('a1.1'), begin(2)],
    [{ removed: 'a1', thing: null }],
  ]);
  expect(handOver).toEqual(nothing.handOver);
  expect(unanswered).toEqual([]);
});

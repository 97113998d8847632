import { expect, it } from 'vitest';
import { partiesKey, type Ledger } from '../../domain/ledger/ledger.ts';
import type { Pair } from './looks.ts';
import { endedAlike } from './ended-sides.ts';

const pair = (viewer: Pair['viewer'], owner: Pair['owner'] = 'a9'): Pair => ({ viewer, owner });
const end = (viewer: Pair['viewer'], ...times: number[]) =>
  [
    partiesKey(viewer, 'a9'),
    times.map((at) => ({
      type: 'fact' as const,
      fact: 'revoked' as const,
      from: at,
      at,
      viewer,
      owner: 'a9' as const,
      thing: null,
    })),
  ] as const;
/** The update came at 10. */
const revoked: Ledger['revoked'] = new Map([
  end('a1', 5),
  end('a2', 6),
  end('a3', 20),
  end('a4', 5, 20),
]);
const all = [pair('a1'), pair('a2'), pair('a3'), pair('a4'), pair('a5', null)];
const kept = (...seen: Pair[]) =>
  endedAlike(all, seen, { revoked }, 10).map(({ viewer }) => viewer);

it('leaves out whose right ended on the other side of the update', () => {
  expect(kept(pair('a1'))).toEqual(['a1', 'a2', 'a4', 'a5']);
  expect(kept(pair('a3'))).toEqual(['a3', 'a4', 'a5']);
});

it('leaves nobody out where what was seen had ended on both sides, or for nobody', () => {
  expect(kept(pair('a1'), pair('a3'))).toHaveLength(5);
  expect(kept(pair('a4'))).toHaveLength(5);
  expect(kept(pair('a5', null))).toHaveLength(5);
  expect(kept()).toHaveLength(5);
});

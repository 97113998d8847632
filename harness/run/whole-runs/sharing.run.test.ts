import { describe, expect, it } from 'vitest';
import { describeFamily } from '../testing/describe-family.ts';
import { asItShould, createFamily } from '../testing/family.ts';
import type { Family, Sees } from '../testing/family.ts';
import { onSocket } from '../testing/on-socket.ts';
import { runWhole } from '../testing/run-whole.ts';

async function judged(sees: Sees) {
  const { family, handlers } = createFamily(sees);
  const url = await onSocket(handlers);
  const { verdict } = await runWhole(describeFamily(url), () => (family.updated = true));
  const { violations, reasons, invariants } = verdict;
  const broken = violations.map(({ invariant, surface }) => `${invariant} ${surface}`);
  const granted = invariants.find(({ id }) => id === 'no-access-after-revocation')?.granted ?? 0;
  return { verdict: verdict.verdict, reasons, broken: [...new Set(broken)].sort(), granted };
}

/** Whether a share with the viewer, current or former, meets a condition. */
const shares = (
  family: Family,
  viewer: string,
  fits: (share: Family['shares'][number]) => boolean,
) => family.shares.some((share) => share.to === viewer && fits(share));
const ownerOf = (family: Family, note: string) => family.notes.find(({ id }) => id === note)?.owner;
const usual =
  (also: Sees): Sees =>
  (...seen) =>
    asItShould(...seen) || also(...seen);
const revoked = (path: string) => `no-access-after-revocation GET ${path}`;
const reading = 'no-foreign-reading GET /notes/{note}';

describe('what is shared', () => {
  it('raises no alarm if only the right account sees it, until the share ends', async () => {
    const healthy = await judged(asItShould);
    expect(healthy).toMatchObject({ verdict: 'holds', reasons: [], broken: [] });
    expect(healthy.granted).toBeGreaterThan(5);
  });

  it.each<[string, Sees, readonly string[]]>([
    [
      'it is seen for ever',
      usual((family, viewer, { id }) => shares(family, viewer, ({ note }) => note === id)),
      [revoked('/notes'), revoked('/notes/{note}')],
    ],
    [
      'the update brings back what had ended',
      usual(
        (family, viewer, { id }, where) =>
          family.updated && where === 'read' && shares(family, viewer, ({ note }) => note === id),
      ),
      [revoked('/notes/{note}')],
    ],
    [
      'it gives away all of its owner\u2019s',
      usual(
        (family, viewer, { owner }, where) =>
          where === 'read' &&
          shares(family, viewer, ({ note, ended }) => !ended && ownerOf(family, note) === owner),
      ),
      [reading],
    ],
    [
      'the guardian of whom it is shared with sees it too',
      usual(
        (family, viewer, { id }, where) =>
          where === 'read' &&
          family.shares.some(
            ({ note, to, ended }) => note === id && !ended && family.guardians.get(to) === viewer,
          ),
      ),
      [reading],
    ],
    [
      'whatever is shared is seen by everybody',
      usual(
        (family, viewer, { id }, where) =>
          where === 'read' &&
          viewer !== '' &&
          family.shares.some(({ note, ended }) => note === id && !ended),
      ),
      [reading],
    ],
  ])('raises an alarm where %s', async (_, sees, broken) => {
    expect(await judged(sees)).toMatchObject({ verdict: 'violated', broken });
  });

  it('cannot judge the end of a share that was never used', async () => {
    const sees: Sees = ({ guardians }, viewer, note) => guardians.get(note.owner) === viewer;
    const { verdict, reasons } = await judged(sees);
    expect(verdict).toBe('inconclusive');
    expect(reasons).toEqual([
      expect.stringMatching(/^no-access-after-revocation: what was shared was not granted there/),
    ]);
  });
});

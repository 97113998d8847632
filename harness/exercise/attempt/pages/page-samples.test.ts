import { describe, expect, it } from 'vitest';
import type { Attempt, SessionState } from '../../../domain/attempts/attempt.ts';
import type { Observation } from './observation.ts';
import { createPageSamples } from './page-samples.ts';
import type { KeptPages } from './page-samples.ts';

const megabyte = 1024 * 1024;
const page = 'shown GET /replays';

type Look = {
  surface?: string;
  viewer: string;
  owner?: string;
  state?: SessionState;
  bytes?: number;
  outcome?: Attempt['outcome'];
  truncated?: boolean;
};

/** Has somebody look at a page: at their own in an open session, unless it says otherwise. */
function look(
  kept: KeptPages,
  {
    surface = page,
    viewer,
    owner = viewer,
    state = 'open',
    bytes = 10,
    outcome = 'granted',
    truncated = false,
  }: Look,
): void {
  const session = state === 'none' ? null : { state, account: { id: viewer, role: 'patient' } };
  kept.keep({
    observation: {
      surface,
      variant: 'shown',
      session,
      thing: { owner: { id: owner } },
      received: [{ where: 'the page as shown', content: 'x'.repeat(bytes) }],
      rows: null,
    } as unknown as Observation,
    attempt: { outcome, viewer, truncated } as Attempt,
  });
}

describe('samples of pages', () => {
  it('are kept of refusals in each state of a session, however many there were in another', () => {
    const kept = createPageSamples();
    look(kept, { viewer: 'a1' });
    for (let time = 0; time < 9; time += 1)
      for (const state of ['open', 'signed-out', 'none'] as const) {
        const viewer = state === 'signed-out' ? 'a1' : 'a2';
        look(kept, { viewer, owner: 'a1', state, outcome: 'concealed' });
      }
    const states = kept.bySurface
      .get(page)
      ?.refused.map(({ observation }) => observation.session?.state ?? 'none');
    expect(Object.groupBy(states ?? [], (state) => state)).toEqual({
      open: Array.from({ length: 4 }, () => 'open'),
      'signed-out': Array.from({ length: 4 }, () => 'signed-out'),
      none: Array.from({ length: 4 }, () => 'none'),
    });
  });

  it('leave room for others, however often one page is looked at', () => {
    const kept = createPageSamples();
    for (let time = 0; time < 40; time += 1) look(kept, { viewer: 'a1', bytes: megabyte });
    look(kept, { surface: 'shown GET /other', viewer: 'a1', bytes: megabyte });
    expect(kept.bySurface.get(page)?.own.get('a1')).toHaveLength(2);
    expect(kept.bySurface.has('shown GET /other')).toBe(true);
    expect(kept.unkept.size).toBe(0);
  });

  it.each([
    ['too long', { bytes: 17 * megabyte }, 'long'],
    ['not whole', { truncated: true }, 'cut'],
    ['more than there is room for', { bytes: 10 * megabyte }, 'full'],
  ] as const)('are not kept of what is %s, and that is known', (_, shown, why) => {
    const kept = createPageSamples();
    look(kept, { surface: 'shown GET /first', viewer: 'a1', bytes: 10 * megabyte });
    look(kept, { viewer: 'a1', ...shown });
    expect(kept.bySurface.has(page)).toBe(false);
    expect([...kept.unkept]).toEqual([[page, why]]);
  });
});

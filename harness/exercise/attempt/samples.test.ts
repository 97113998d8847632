import { describe, expect, it } from 'vitest';
import { read } from '../../deployment/surfaces.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Delivered } from '../http/deliver.ts';
import type { Session } from '../state/held.ts';
import { createSamples } from './samples.ts';
import type { Sample, Samples } from './samples.ts';

const megabyte = 1024 * 1024;

/** Has an owner be granted an answer of so many bytes. */
function grant(
  samples: Samples,
  owner: string,
  { bytes, id = 'GET /me', cut = false }: { bytes: number; id?: string; cut?: boolean },
): void {
  const account = { id: owner, role: 'patient' };
  const session = { id: `${owner}.s`, account, state: 'open' } as unknown as Session;
  const request = { surface: read(id), session, thing: null } as unknown as Sample['request'];
  const url = new URL('http://notes.test/me');
  const delivery = { status: 200, headers: {}, setCookie: [], failure: null, truncated: cut };
  if (samples.wanted(request) === 0) return;
  samples.keep(
    {
      request,
      prepared: { outgoing: { url } } as Sample['prepared'],
      attempt: { outcome: 'granted', truncated: cut, viewer: owner } as Attempt,
    },
    [{ delivery, url, body: Buffer.alloc(bytes) } as unknown as Delivered],
  );
}

describe('samples', () => {
  it('are kept of a few owners where answers are long, and once of each', () => {
    const samples = createSamples();
    for (const owner of ['a1', 'a2', 'a3'])
      for (let time = 0; time < 3; time += 1) grant(samples, owner, { bytes: megabyte });
    const own = samples.bySurface.get('GET /me')?.own ?? new Map<string, Sample[]>();
    expect([...own].map(([owner, kept]) => [owner, kept.length])).toEqual([
      ['a1', 1],
      ['a2', 1],
    ]);
    expect(samples.unkept.size).toBe(0);
  });

  it.each([
    ['too long', { bytes: 5 * megabyte }, 'long'],
    ['not whole', { bytes: 10, cut: true }, 'cut'],
  ] as const)('are not kept of answers that are %s, and that is known', (_, answer, why) => {
    const samples = createSamples();
    grant(samples, 'a1', answer);
    expect(samples.bySurface.size).toBe(0);
    expect(samples.unkept.get('GET /me')).toBe(why);
  });

  it('are not kept without end, and that is known', () => {
    const samples = createSamples();
    for (let surface = 0; surface < 30; surface += 1)
      for (const owner of ['a1', 'a2'])
        grant(samples, owner, { bytes: megabyte, id: `GET /big/${surface}` });
    expect(samples.bySurface.size).toBeLessThan(30);
    expect(samples.bySurface.size).toBeGreaterThan(20);
    expect(samples.unkept.get('GET /big/29')).toBe('full');
  });
});

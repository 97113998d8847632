import { describe, expect, it } from 'vitest';
import { read } from '../../deployment/surfaces/surfaces.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Delivered } from '../http/deliver.ts';
import type { Session } from '../state/held.ts';
import { createSamples } from './samples.ts';
import type { Sample, Samples } from './samples.ts';

const megabyte = 1024 * 1024;

type Asked = { id?: string; state?: string; of?: string };

/** What a viewer asks for: their own, unless it is another's (`of`). */
function ask(viewer: string, { id = 'GET /me', state = 'open', of }: Asked): Sample['request'] {
  const account = { id: viewer, role: 'patient' };
  const session = { id: `${viewer}.s`, account, state } as unknown as Session;
  const thing = of === undefined ? null : { id: `${of}.t`, owner: { id: of } };
  return { surface: read(id), session, thing } as unknown as Sample['request'];
}

/** Has a viewer be answered so many bytes on each page, where that is worth keeping. */
function answer(
  samples: Samples,
  request: Sample['request'],
  {
    bytes,
    pages = 1,
    cut = false,
    outcome = 'granted',
  }: { bytes: number; pages?: number; cut?: boolean; outcome?: Attempt['outcome'] },
): void {
  const url = new URL('http://notes.test/me');
  const delivery = { status: 200, headers: {}, setCookie: [], failure: null, truncated: cut };
  if (samples.wanted(request) === null) return;
  const page = { delivery, url, body: Buffer.alloc(bytes) } as unknown as Delivered;
  samples.keep(
    {
      request,
      prepared: { outgoing: { url } } as Sample['prepared'],
      attempt: { outcome, truncated: cut, viewer: request.session?.account.id } as Attempt,
    },
    Array.from({ length: pages }, () => page),
  );
}

/** Has an owner be granted an answer. */
function grant(
  samples: Samples,
  owner: string,
  { id, ...answered }: { id?: string } & Omit<Parameters<typeof answer>[2], 'outcome'>,
): void {
  answer(samples, ask(owner, id === undefined ? {} : { id }), answered);
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

  it.each([
    ['a few', { pages: 20, bytes: 250_000 }, { owners: 2, why: undefined }],
    ['too many', { pages: 1000, bytes: 250_000 }, { owners: 0, why: 'long' }],
  ] as const)('count %s pages of a list together', (_, list, { owners, why }) => {
    const samples = createSamples();
    for (const owner of ['a1', 'a2', 'a3']) grant(samples, owner, list);
    expect(samples.bySurface.get('GET /me')?.own.size ?? 0).toBe(owners);
    expect(samples.unkept.get('GET /me')).toBe(why);
  });

  it('of refusals are kept however long they are, and when nothing else has room', () => {
    const samples = createSamples();
    const id = 'GET /notes/{note}';
    const refuse = (viewer: string, asked: Asked, bytes: number) =>
      answer(samples, ask(viewer, { id, ...asked }), { bytes, outcome: 'denied' });
    for (const owner of ['a1', 'a2']) answer(samples, ask(owner, { id, of: owner }), { bytes: 10 });
    refuse('a2', { of: 'a1' }, megabyte);
    for (let surface = 0; surface < 30; surface += 1)
      for (const owner of ['a1', 'a2'])
        grant(samples, owner, { bytes: megabyte, id: `GET /big/${surface}` });
    refuse('a1', { of: 'a1', state: 'signed-out' }, 5 * megabyte);
    const refused = samples.bySurface.get(id)?.refused ?? [];
    expect(refused.map(({ request }) => request.session?.state)).toEqual(['open', 'signed-out']);
    expect(refused.flatMap(({ answers }) => answers.map(({ body }) => body.length))).toEqual([
      0, 0,
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decoyId, fingerprint, isLikeDecoys } from './decoy.ts';
import type { Delivered } from '../http/deliver.ts';

describe('decoyId', () => {
  it('looks like the real id', () => {
    expect(decoyId('con_96lp1xybtlauhx4sn37sru5a2')).toMatch(/^con_[a-z0-9]{25}$/);
    expect(decoyId('6ba7b810-9dad-41d1-80b4-00c04fd430c8')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(decoyId('X7-Qz.9')).toMatch(/^[A-Z][0-9]-[A-Z][a-z]\.[0-9]$/);
  });

  it('is a number too large to exist, for a real id that is a short number', () => {
    expect(decoyId('17')).toMatch(/^9[0-9]{4}$/);
  });

  it('differs from the real id, with characters of the same class in the same places', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z]{12,30}$/), (real) => {
        const decoy = decoyId(real);
        expect(decoy).not.toBe(real);
        expect(decoy.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A')).toBe(
          real.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A'),
        );
      }),
    );
  });
});

describe('fingerprint', () => {
  const delivered = (body: string, id: string, status = 200): Delivered => ({
    delivery: {
      status,
      headers: { 'content-type': 'text/plain' },
      setCookie: [],
      bytes: body.length,
      truncated: false,
      failure: null,
      sentAt: 0,
      answeredAt: 0,
    },
    url: new URL(`http://x.test/notes/${id}`),
    body: Buffer.from(body),
    redirect: null,
  });
  const of = (body: string, id: string, status?: number) =>
    fingerprint(delivered(body, id, status), [], { note: id });

  it('is equal for answers that differ only in the requested id', () => {
    expect(of('no note n1', 'n1')).toEqual(of('no note n2', 'n2'));
    expect(of('no note n1', 'n1')).not.toEqual(of('no note at all', 'n2'));
    expect(of('no note', 'n1')).not.toEqual(of('no note', 'n1', 404));
  });

  it('ignores the time of day, and words that differ between answers for decoys', () => {
    const answer = (id: string, request: string, time: string, note = 'none') =>
      of(`{"id":"${id}","note":"${note}","request":"${request}","at":"${time}"}`, id);
    const decoys = [
      answer('n8', 'r1', '2026-11-22T14:00:59Z'),
      answer('n9', 'r2', '2026-11-22T14:00:59Z'),
    ];
    expect(isLikeDecoys(answer('n1', 'r3', '2026-11-22T14:01:00Z'), decoys)).toBe(true);
    expect(isLikeDecoys(answer('n1', 'r3', '2026-11-22T14:01:00Z', 'Flu'), decoys)).toBe(false);
    expect(isLikeDecoys(answer('n1', 'r3', 'no time'), decoys)).toBe(false);
    expect(isLikeDecoys(of('none', 'n1'), [of('none', 'n8'), null])).toBe(false);
  });
});

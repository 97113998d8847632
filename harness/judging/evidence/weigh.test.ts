import { describe, expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, finding } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';

const healthy = healthyRun();
const stream = { surface: surfaces.stream.id, viewer: 'a2', phase: 'after-update' } as const;
const unread = {
  channel: 'browser',
  variant: 'browser',
  outcome: 'unclear',
  status: 200,
  truncated: true,
  digests: [],
  why: 'the browser no longer had the body',
} as const;
const judged = (thing: string, change: Partial<Attempt> = {}) =>
  finding(also(healthy, { ...stream, thing }, { ...unread, ...change }), 'no-foreign-streaming');

describe('what a browser was given and could not read', () => {
  it('is inconclusive where it was another’s', () => {
    const { verdict, reasons } = judged('a1.1');
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain('that could not be read');
  });

  it('is inconclusive where it was media that nobody can be recognised in', () => {
    expect(judged('a1.1', { channel: 'media', truncated: false }).verdict).toBe('inconclusive');
  });

  it.each<[string, string, Partial<Attempt>]>([
    ['one’s own', 'a2.1', {}],
    ['a refusal', 'a1.1', { status: 404, outcome: 'concealed' }],
    ['a redirect', 'a1.1', { status: 303 }],
    ['a page that was read to its end', 'a1.1', { truncated: false }],
    ['on no surface of the plan', 'a1.1', { surface: 'GET /style.css' }],
  ])('is no matter where it was %s', (_, thing, change) => {
    expect(judged(thing, change).verdict).toBe('holds');
  });
});

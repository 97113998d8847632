import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SweepProbe } from '../probes/probe.ts';
import type { Block } from './blocks.ts';
import { createSchedule } from './schedule.ts';

const block = (more: Partial<Block> = {}): Block => ({
  probes: [{ id: 'one' } as SweepProbe],
  beside: [],
  mixed: false,
  control: 'none',
  ...more,
});

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 0 }));
afterEach(() => void vi.useRealTimers());

it('has no end unless it is given one', () => {
  expect(createSchedule().endOf(block(), [block()])).toBe(Infinity);
});

it('leaves each later block its share, and the last all that is left', () => {
  const schedule = createSchedule(14_000);
  expect(schedule.endOf(block({ mixed: true }), [block(), block()])).toBe(12_000);
  vi.setSystemTime(4000);
  expect(schedule.endOf(block(), [block(), block({ probes: [] })])).toBe(9000);
  expect(schedule.endOf(block(), [])).toBe(14_000);
});

it('keeps the time that owners took until they have asked again', () => {
  const schedule = createSchedule(14_000);
  schedule.noteOwners(2000);
  expect(schedule.endOf(block(), [block({ control: 'all' })])).toBe(6000);
  expect(schedule.endOf(block(), [])).toBe(14_000);
});

it('gives none when it is over', () => {
  vi.setSystemTime(20_000);
  expect(createSchedule(14_000).endOf(block(), [])).toBeLessThanOrEqual(20_000);
});

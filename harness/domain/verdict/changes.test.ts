import { expect, it } from 'vitest';
import { seenSchema } from './changes.ts';

const fault = {
  finding: 'leak of GET /visits',
  invariant: 'no-foreign-listing',
  surface: 'GET /visits',
  kind: 'leak',
  ids: ['v-1'],
  accepted: false,
};

it.each([
  ['a text', { surfaces: [], faults: [{ ...fault, finding: 'x'.repeat(4_001) }] }],
  ['an id', { surfaces: [], faults: [{ ...fault, ids: ['x'.repeat(4_001)] }] }],
  ['the name of a surface', { surfaces: ['x'.repeat(4_001)], faults: [] }],
  ['the list of ids', { surfaces: [], faults: [{ ...fault, ids: Array(10_001).fill('v') }] }],
  ['the list of faults', { surfaces: [], faults: Array.from({ length: 5_001 }, () => fault) }],
  ['the list of surfaces', { surfaces: Array(5_001).fill('GET /'), faults: [] }],
])('refuses what another run saw where %s is too long', (_, seen) => {
  expect(seenSchema.safeParse({ surfaces: ['GET /'], faults: [fault] }).success).toBe(true);
  expect(seenSchema.safeParse(seen).success).toBe(false);
});

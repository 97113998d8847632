import { expect, it } from 'vitest';
import { pathKey, placeForPeople } from './path-key.ts';

it.each([
  ['$.visits.v-711a0c2f9d1e.called', '$.visits.*.called'],
  ['$.a1b2c3d4-0000-4000-8000-000000000000[3].name', '$.*[3].name'],
  ['$.items[12].address1', '$.items[12].address1'],
  ['$.line1.sha256.icd10code', '$.line1.sha256.icd10code'],
  ['header x-visit-12345678', 'header x-visit-12345678'],
  ['byte 10010010', 'byte 10010010'],
])('%s is told as %s, and has the same id', (where, told) => {
  expect(placeForPeople(where)).toBe(told);
  expect(pathKey(told)).toBe(pathKey(where));
});

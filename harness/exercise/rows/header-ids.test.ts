import { describe, expect, it } from 'vitest';
import { createDictionary } from '../../canaries/dictionary.ts';
import { createKnown } from '../scan/known.ts';
import type { KnownSign } from '../scan/known.ts';
import { headerSightings } from './header-ids.ts';

const known = createKnown(createDictionary<KnownSign>());
known.addId('a1', null, 'patient', '1004');
known.addId('a1', 'a1.1', 'visit', '50003');

const seen = (name: string, value: string, asked = {}) =>
  headerSightings(known, [{ name, value, at: `header ${name}` }], asked).map((sighting) =>
    sighting.kind === 'id' ? `${sighting.name} at ${sighting.where}` : sighting.kind,
  );

describe('a short id in a header', () => {
  it.each([
    ['visit-id', '50003', ['visit']],
    ['visit', '50003', ['visit']],
    ['x-related-visit', '50003', ['visit']],
    ['x-visit-id', '7, 50003', ['visit']],
    ['x-next', '/v2/patients/1004/visits/50003', ['patient', 'visit']],
    ['location', 'https://clinic.example/visits/50003?from=1', ['visit']],
    ['x-visit', 'https://clinic.example/any/50003', ['visit']],
    ['link', '</visits?page=2>; rel="next", </visits/50003>; rel="last"', ['visit']],
  ])('counts in %s: %s', (name, value, names) => {
    expect(seen(name, value)).toEqual(names.map((id) => `${id} at header ${name}`));
  });

  it.each([
    ['x-total-visits', '50003'],
    ['x-visits', '50003'],
    ['x-visit-count', '50003'],
    ['x-max-visit', '50003'],
    ['x-id', '50003'],
    ['x-request-id', '50003'],
    ['x-visit', 'about 50003'],
    ['x-visit', '150003'],
    ['x-ratelimit-reset', '1004'],
    ['content-range', 'bytes 0-1004/50003'],
    ['retry-after', '1004'],
    ['etag', '"50003"'],
    ['link', '</visits?page=50003&size=1004>; rel="next"'],
    ['x-next', '/pages/50003/1004'],
    ['access-control-allow-origin', 'http://visits.example:50003'],
  ])('is a number like any other in %s: %s', (name, value) => {
    expect(seen(name, value)).toEqual([]);
  });

  it('is an echo where it was asked for', () => {
    expect(seen('location', '/patients/1004/visits/50003', { patient: '1004' })).toEqual([
      'visit at header location',
    ]);
  });

  it('is looked for in so many headers and values, and no more', () => {
    const many = Array.from({ length: 10_000 }, () => ({
      name: 'x-visit',
      value: '50003,'.repeat(10_000),
      at: 'header x-visit',
    }));
    expect(headerSightings(known, many, {})).toHaveLength(200);
  });
});

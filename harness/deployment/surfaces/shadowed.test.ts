import { expect, it } from 'vitest';
import { withoutShadowed } from './shadowed.ts';
import type { Surface } from './surface.ts';
import { list, noSurface, read } from './surfaces.ts';

const imported = (surface: Surface): Surface => ({ ...surface, imported: true });

it('leaves out imported surfaces that exist already', () => {
  const byHand = list('GET /a', { shows: 'a' });
  const paged = imported(list('GET /a?limit=1'));
  const kept = imported(read('GET /b/{b}'));
  const none = noSurface('stream', 'there is none');
  const unreached = { unreached: 'GET /c', why: 'nothing tells' };
  const surfaces = [
    imported(list('GET /a')),
    paged,
    kept,
    imported(read('GET /b/{id}')),
    { unreached: 'GET /b/{other}', why: 'nothing tells' },
    unreached,
    { ...unreached, why: 'again' },
    { unreached: 'GET /a', why: 'by choice' },
    none,
    byHand,
  ];
  expect(withoutShadowed(surfaces)).toEqual([paged, kept, unreached, none, byHand]);
});

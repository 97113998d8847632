import { expect, it } from 'vitest';
import { surfaceKinds } from '../../domain/surfaces/surface.ts';
import { askable, described, listenable } from './surface.ts';
import { events, link, list, noSurface, socket } from './surfaces.ts';

it('a surface that is described is either asked or listened to, whatever its kind', () => {
  const notes = list('GET /notes');
  const film = link('GET /films/{film}', '$.url', { gives: 'stream' });
  const live = socket('GET /live', { gives: 'list', act: 'write' });
  const feed = events('GET /feed', { gives: 'list', act: 'write' });
  const absent = noSurface('read', 'lists say all');
  const surfaces = [notes, absent, live, film, { unreached: 'GET /x', why: 'no id' }, feed];
  expect(askable(surfaces)).toEqual([notes, film]);
  expect(listenable(surfaces)).toEqual([live, feed]);
  const kinds = new Set(described(surfaces).map(({ kind }) => kind));
  expect([...kinds].sort(), 'kinds that this test knows').toEqual([...surfaceKinds].sort());
});

import { describe, expect, it } from 'vitest';
import { link, list, socket } from './surfaces.ts';
import { describeSurface } from './surface-modules.ts';

describe('a surface in the plan', () => {
  it('has what judging needs, and neither functions nor details of the request', () => {
    const items = (): readonly unknown[] => [];
    const notes = list('GET /notes', { shows: 'note', items, headers: { 'x-key': 'secret' } });
    expect(JSON.parse(JSON.stringify(describeSurface(notes)))).toEqual({
      kind: 'request',
      id: 'GET /notes',
      gives: 'list',
      needs: [],
      shows: 'note',
      imported: false,
    });
  });

  it('says of a link where its address stands, how long it lasts, and whether it works for every bearer', () => {
    const film = link('GET /films/{film}', '$.url', { gives: 'stream', lasts: 60, bearer: true });
    const told = { from: 'GET /films/{film}', path: '$.url', lasts: 60, bearer: true };
    expect(describeSurface(film)).toMatchObject({ kind: 'link', needs: ['film'], link: told });
    const found = link('GET /films/{film}', () => null, { gives: 'stream' });
    expect(describeSurface(found)).toMatchObject({ kind: 'link', link: { path: null } });
  });

  it('says of a surface that is listened to only that it is', () => {
    const live = socket('GET /live/{note}', { gives: 'read', act: 'write', needs: ['clinic'] });
    const { kind, needs, ...told } = describeSurface(live);
    expect({ kind, needs }).toEqual({ kind: 'listen', needs: ['note', 'clinic'] });
    expect(told).not.toHaveProperty('listen');
  });
});

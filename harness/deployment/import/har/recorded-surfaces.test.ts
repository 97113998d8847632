import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeToken } from '../../../canaries/token.ts';
import { recordedSurfaces } from './recorded-surfaces.ts';
import type { RecordedOptions } from './recorded-surfaces.ts';
import type { Exchange } from './exchange.ts';
import { recorded } from './recording.test-support.ts';

const ids = { patient: 'pat_4Hs9xQ2mKd', consultation: '17', recording: ['rec_8fJ2kQ9zLm', '18'] };

function read(exchanges: readonly Exchange[], options: RecordedOptions = { ids }) {
  const { surfaces, unreached, aside } = recordedSurfaces(exchanges, options);
  return {
    surfaces: surfaces.map(({ id, gives }) => `${gives} ${id}`),
    unreached: unreached.map(({ unreached: id, why }) => `${id}: ${why}`),
    aside,
    all: surfaces,
  };
}

describe('surfaces from a recording', () => {
  it('have the account’s ids as bindings, and are not repeated', () => {
    const { surfaces, unreached } = read([
      recorded('/replays', '<a href="/replays/18">', { kind: 'document' }),
      recorded('/api/consultations?page=1', { items: [{ id: 17 }] }),
      recorded('/api/consultations?page=2', { items: [] }),
      recorded('/api/consultations/17', { id: '17', recordings: [{ id: '18' }] }),
      recorded('/api/recordings/18/media', 'x', { type: 'video/webm' }),
      recorded('/api/recordings/rec_8fJ2kQ9zLm/media', 'x', { type: 'video/webm', status: 206 }),
      recorded('/api/visits?patient=pat_4Hs9xQ2mKd&_=1699999999999', []),
      recorded('/files/17.pdf', 'x', { type: 'application/pdf' }),
    ]);
    expect(surfaces).toEqual([
      'list GET /replays',
      'list GET /api/consultations',
      'read GET /api/consultations/{consultation}',
      'stream GET /api/recordings/{recording}/media',
      'list GET /api/visits?patient={patient}',
      'stream GET /files/{consultation}.pdf',
    ]);
    expect(unreached).toEqual([]);
  });

  it('search for what every marker begins with, in the place of what a person searched for', () => {
    const { surfaces } = read([
      recorded('/api/search?q=a+cough', { hits: [] }),
      recorded('/api/search?q=Ann.Smith.1970-01-02-4Hs9xQ2mKd', { hits: [] }),
      recorded('/api/found?q=17', { hits: [] }),
      recorded('/graphql?query=%7Bmine%7Bid%7D%7D', { data: {} }),
    ]);
    expect(surfaces).toEqual([
      'list GET /api/search?q=3333',
      'read GET /api/found?q={consultation}',
      'read GET /graphql?query=%7Bmine%7Bid%7D%7D',
    ]);
  });

  it('are on hosts of the deployment only, by the rules of the host guard', () => {
    const { surfaces, aside } = read(
      [
        'https://Media.test./',
        'https://media.test:8443/',
        'http://media.test/',
        'https://a@media.test/',
      ].map((host) => recorded(`${host}films/17`, 'x', { type: 'video/webm' })),
      { ids, url: 'https://clinic.test', hosts: ['MEDIA.test'] },
    );
    expect(surfaces).toEqual(['stream GET https://media.test./films/{consultation}']);
    expect(aside).toEqual({ 'to other hosts': 3 });
  });

  it('do not bind a page size as an id, and include the list with one row on each page', () => {
    const names = { ids: ['patient', 'consultation'] };
    const { surfaces, unreached } = read(
      [
        recorded('/api/consultations?limit=2&page_size=20', { items: [{ id: 501 }] }),
        recorded('/api/notes?consultation=501', []),
      ],
      names,
    );
    expect(surfaces).toEqual([
      'list GET /api/consultations?limit=2&page_size=20',
      'list GET /api/notes?consultation={consultation}',
      'list GET /api/consultations?limit=1&page_size=1',
    ]);
    expect(unreached).toEqual([]);
  });

  it('name requests that cannot be repeated, and leave out answers without data', () => {
    const { surfaces, unreached, aside } = read(
      [
        recorded('/app.js', 'x', { type: 'text/javascript' }),
        recorded('/logo.png', 'x', { type: 'image/png' }),
        recorded('https://analytics.test/collect', {}),
        recorded('/api/pharmacies', [{ id: 'ph_1', name: 'Boots' }]),
        recorded('/api/orders/3f6c1f0e-8f57-4f0b-9d5a-0f6f3a1b2c3d', {}),
        recorded('/media/7?signature=bD8kX2mQ9zLpV4cT7rNw', 'x', { type: 'video/mp4' }),
        recorded('/sign-out', ''),
        recorded('/sign-in', '<form><input name="p" type="password"></form>'),
        recorded('/api/search', { hits: [] }, { method: 'POST', requestBody: '{"q":"x"}' }),
        recorded('/api/consultations/17', {}, { method: 'DELETE' }),
        recorded('/api/me', {}, { status: 401 }),
        recorded('wss://clinic.test/live', '', { kind: 'websocket', status: 101 }),
      ],
      { ids, url: 'https://clinic.test', hosts: [] },
    );
    expect(surfaces).toEqual([]);
    expect(unreached.map((line) => line.replace(/:.*/, ''))).toEqual([
      'GET /api/pharmacies',
      'GET /api/orders/{}',
      'GET /media/{}?signature={}',
      'GET /sign-out',
      'POST /api/search',
      'GET /live',
    ]);
    expect(aside).toMatchObject({ 'of scripts, styles and fonts': 1, 'refused or redirected': 1 });
  });

  it('recognise the account’s data by its tokens if no id does', () => {
    const token = writeToken({ run: 1, account: 2, field: 3 });
    const { surfaces } = read([recorded('/api/notes', [{ text: `Cough ${token}` }])], { ids });
    expect(surfaces).toEqual(['list GET /api/notes']);
  });

  it('take that of two names for an id which fits the address', () => {
    const { surfaces } = read([recorded('/recordings/9', {}), recorded('/x/9', {})], {
      ids: { picture: '9', recording: '9' },
    });
    expect(surfaces).toEqual(['read GET /recordings/{recording}', 'read GET /x/{picture}']);
  });

  it('name a value that looks like an id by the segment before it, if no ids are given', () => {
    const { surfaces, unreached } = read(
      [
        recorded('/api/v2/lab-results/3f6c1f0e-8f57-4f0b-9d5a-0f6f3a1b2c3d', {}),
        recorded('/api/recordings?consultation_id=81', []),
        recorded('/81/x', {}),
      ],
      {},
    );
    expect(surfaces).toEqual([
      'read GET /api/v2/lab-results/{labResult}',
      'list GET /api/recordings?consultation_id={consultation}',
    ]);
    expect(unreached).toHaveLength(1);
  });

  it('use only the given names, if names without values are given', () => {
    const { surfaces, unreached } = read(
      [recorded('/api/recordings/9', {}), recorded('/api/pharmacies/9', {})],
      { ids: ['recordingId'] },
    );
    expect(surfaces).toEqual(['read GET /api/recordings/{recordingId}']);
    expect(unreached[0]).toContain('/api/pharmacies/{}');
  });

  it('recognise an id after another segment, and in the page that lists it, if no ids are given', () => {
    const rec = 'rec_5r2ww0m8defwopoonfxkwo5dy';
    const exchanges = [
      recorded('/replays', `<li><a href="/replays/${rec}">Sore throat</a>`),
      recorded(`/replays/${rec}`, '<h1>Sore throat</h1>'),
      recorded(`/api/recordings/${rec}`, {}),
      recorded(`/api/recordings/${rec}/transcript`, {}),
    ];
    const surfaces = [
      'list GET /replays',
      'read GET /replays/{recording}',
      'read GET /api/recordings/{recording}',
      'read GET /api/recordings/{recording}/transcript',
    ];
    expect(read(exchanges, {}).surfaces).toEqual(surfaces);
    expect(read(exchanges, { ids: ['consultation', 'recording'] }).surfaces).toEqual(surfaces);
  });

  it('recognise an id without digits that an answer gave, if no ids are given', () => {
    const { surfaces } = read(
      [
        recorded('/api/clips', [{ clip: 'c_nKsLufOHxSWm' }]),
        recorded('/api/clips/c_nKsLufOHxSWm', { href: '/x' }),
        recorded('/api/reports/PDFExportOfAllVisits', { pages: 3 }),
      ],
      {},
    );
    expect(surfaces).toEqual([
      'list GET /api/clips',
      'read GET /api/clips/{clip}',
      'read GET /api/reports/PDFExportOfAllVisits',
    ]);
  });

  it('include queries of GraphQL with bound variables, and never mutations', () => {
    const ask = (query: string) => ({
      method: 'POST',
      requestBody: JSON.stringify({ query, variables: { id: '17' } }),
    });
    const { all, unreached } = read([
      recorded(
        '/graphql',
        { data: {} },
        ask('query One($id: ID!) { consultation(id: $id) { id } }'),
      ),
      recorded('/graphql', { data: {} }, ask('mutation Book { book { id } }')),
    ]);
    expect(all.map(({ id, needs }) => ({ id, needs }))).toEqual([
      { id: 'POST /graphql#One', needs: ['consultation'] },
    ]);
    expect(all[0]?.json).toMatchObject({ variables: { id: '{consultation}' } });
    expect(unreached).toEqual(['POST /graphql: it changes something']);
  });

  it('keep headers that choose the form of the answer, and none that may be secret', () => {
    const request = {
      accept: 'application/fhir+json',
      'x-requested-with': 'XMLHttpRequest',
      'x-session': 'abc',
      'x-thing': 'bD8kX2mQ9zLpV4cT7rNw',
      authorization: 'Bearer abc',
      cookie: 'sid=1',
    };
    const { all } = read([recorded('/api/me', {}, { request })]);
    expect(all[0]?.headers).toEqual({
      accept: 'application/fhir+json',
      'x-requested-with': 'XMLHttpRequest',
    });
  });

  it('never hold a value of the recording, such as an id or a secret in a query', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{24,40}$/);
    fc.assert(
      fc.property(secret, fc.constantFrom('path', 'query', 'body'), (value, where) => {
        const address = where === 'path' ? `/api/recordings/${value}` : `/api/me?token=${value}`;
        const exchange = recorded(where === 'body' ? '/api/me' : address, { token: value });
        for (const options of [{ ids: { recording: value } }, {}]) {
          expect(JSON.stringify(recordedSurfaces([exchange], options))).not.toContain(value);
        }
      }),
    );
  });
});

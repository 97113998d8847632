import { beforeEach, describe, expect, it } from 'vitest';
import type { LeftOut } from '../../../domain/attempts/left-out.ts';
import type { Session } from '../../state/held.ts';
import { createAddressStore, noteNamedAddresses } from './named-addresses.ts';
import type { NamingAnswer } from './named-addresses.ts';

const guard = (url: URL): void => {
  if (url.host !== 'acme.test') throw new Error('another host');
};

const answer: NamingAnswer = {
  session: { account: { ids: {} } } as Session,
  thing: null,
  surface: 'GET /visits',
  url: new URL('https://acme.test/visits/list'),
  at: { ours: Date.parse('2026-03-04T05:06:07Z') },
  contentType: 'application/json',
  body: null,
  json: undefined,
};

let beyond: LeftOut[] = [];
const leaveOut = (one: LeftOut) => void beyond.push(one);

beforeEach(() => {
  beyond = [];
});

function namedIn(about: Partial<NamingAnswer>): string[] {
  const named = createAddressStore();
  noteNamedAddresses({ named, guard, leaveOut }, { ...answer, ...about });
  return named.all.map(({ place, url }) => `${place} ${url.pathname}${url.search}`).sort();
}

const inText = (contentType: string, text: string) =>
  namedIn({ contentType, body: Buffer.from(text) });

describe('addresses that an own answer names', () => {
  it('are texts in JSON that are addresses or absolute paths', () => {
    const json = {
      next: null,
      rows: [{ film: 'https://acme.test/a?sig=1', about: 'a/b', path: '/b', other: '//c.test/x' }],
    };
    expect(namedIn({ json })).toEqual(['$.rows[*].film /a?sig=1', '$.rows[*].path /b']);
  });

  it('are what a page loads, and the lines of a playlist, in relation to it', () => {
    const page = '<a href="/x">x</a><video src="film.webm" poster="/p.png"></video>';
    expect(inText('text/html', page)).toEqual([
      'video[poster] /p.png',
      'video[src] /visits/film.webm',
    ]);
    const playlist = '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="key"\n#EXTINF:2,\nsegment1.ts\n';
    expect(inText('application/vnd.apple.mpegurl', playlist)).toEqual([
      'a line /visits/key',
      'a line /visits/segment1.ts',
    ]);
  });

  it('are none on another host, none that do more than show, and each only once', () => {
    const json = ['https://other.test/a', '/sign-out', '/visits/7/cancel', '/a', '/a#top'];
    expect(namedIn({ json })).toEqual(['$[*] /a']);
    expect(beyond).toEqual([]);
  });

  it('are at most three of a place: those at its ends and in the middle', () => {
    const json = Array.from({ length: 9 }, (_, index) => `/films/${index}`);
    expect(namedIn({ json })).toEqual(['$[*] /films/0', '$[*] /films/4', '$[*] /films/8']);
  });
});

it('are looked for among a bounded number of texts, of pages as of JSON', () => {
  let looked = 0;
  const named = createAddressStore();
  const page = Array.from({ length: 30_000 }, (_, index) => `<img src="a${index}">`).join('');
  noteNamedAddresses(
    { named, guard: () => void (looked += 1), leaveOut },
    { ...answer, contentType: 'text/html', body: Buffer.from(page) },
  );
  expect(looked).toBe(20_000);
  const about = { what: 'named-values', surface: 'GET /visits', where: 'body', count: 1 };
  expect(beyond).toEqual([{ ...about, most: 20_000 }]);
  expect(named.all).toHaveLength(3);
});

it('an answer that comes again names what was left out, until there is nothing new', () => {
  const named = createAddressStore();
  const body = Buffer.from(
    JSON.stringify({ at: ['a', 'b', 'c', 'd', 'e'].map((one) => `/${one}`) }),
  );
  const note = (about: Partial<NamingAnswer>): number => {
    noteNamedAddresses({ named, guard, leaveOut }, { ...answer, body, ...about });
    return named.all.length;
  };
  const json: unknown = JSON.parse(body.toString());
  expect([note({ json }), note({ json }), note({ json }), note({ json })]).toEqual([3, 5, 5, 5]);
  expect(named.exhausted.size).toBe(1);
  // The same page elsewhere names other addresses.
  const page = { contentType: 'text/html', body: Buffer.from('<img src="x.png">') };
  const at = (url: string) => note({ ...page, url: new URL(url) });
  expect([at('https://acme.test/1/'), at('https://acme.test/1/')]).toEqual([6, 6]);
  expect([at('https://acme.test/1/'), at('https://acme.test/2/')]).toEqual([6, 7]);
});

it('are looked for at a bounded number of places, and the others are told', () => {
  const places = Array.from({ length: 14 }, (_, at) => [`at${at}`, `/films/${at}`] as const);
  expect(namedIn({ json: Object.fromEntries(places) })).toHaveLength(12);
  const one = { what: 'named-places', surface: 'GET /visits', most: 12, count: 2 };
  expect(beyond).toEqual(['$.at1', '$.at0'].map((where) => ({ ...one, where })));
});

it('are kept up to a bound in all, and the others are told', () => {
  const named = createAddressStore();
  for (let film = 0; film < 4002; film += 1)
    noteNamedAddresses({ named, guard, leaveOut }, { ...answer, json: { film: `/films/${film}` } });
  expect(named.all).toHaveLength(4000);
  const one = { what: 'named-addresses', surface: 'GET /visits', where: '$.film', most: 4000 };
  expect(beyond).toEqual([1, 1].map((count) => ({ ...one, count })));
});

import { describe, expect, it } from 'vitest';
import type { Session } from '../state/held.ts';
import { createAddressStore, noteNamedAddresses } from './named-addresses.ts';
import type { NamingAnswer } from './named-addresses.ts';

const guard = (url: URL): void => {
  if (url.host !== 'acme.test') throw new Error('another host');
};

function namedIn(answer: Partial<NamingAnswer>): string[] {
  const named = createAddressStore();
  noteNamedAddresses(
    { named, guard },
    {
      session: {} as Session,
      thing: null,
      surface: 'GET /visits',
      url: new URL('https://acme.test/visits/list'),
      contentType: 'application/json',
      body: null,
      json: undefined,
      ...answer,
    },
  );
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
  });

  it('are at most three of a place: those at its ends and in the middle', () => {
    const json = Array.from({ length: 9 }, (_, index) => `/films/${index}`);
    expect(namedIn({ json })).toEqual(['$[*] /films/0', '$[*] /films/4', '$[*] /films/8']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchanged, exchangesOf, strayAddress, swapped, unsigned } from './forge.ts';

const at = (href: string, recording: string) => ({ url: new URL(href), ids: { recording } });
const mine = at('https://media.test/rec_11111.webm?expires=9&sig=a%2Bb+c', 'rec_11111');
const theirs = at('https://media.test/rec_22222.webm?expires=8&sig=d', 'rec_22222');

describe('unsigned', () => {
  it('leaves out all parameters except those that name the thing', () => {
    expect(unsigned(mine)?.href).toBe('https://media.test/rec_11111.webm');
    const named = at('https://media.test/play?id=rec%5F11111&sig=a', 'rec_11111');
    expect(unsigned(named)?.href).toBe('https://media.test/play?id=rec%5F11111');
  });

  it('is null if nothing can be left out', () => {
    expect(unsigned(at('https://media.test/rec_11111', 'rec_11111'))).toBeNull();
    expect(unsigned(at('https://media.test/play?id=rec_11111', 'rec_11111'))).toBeNull();
  });
});

describe('swapped', () => {
  it('takes the query of the donor unchanged', () => {
    expect(swapped(theirs, mine)?.href).toBe(
      'https://media.test/rec_22222.webm?expires=9&sig=a%2Bb+c',
    );
  });

  it('replaces ids of the donor in the query by those of the victim', () => {
    const one = at('https://media.test/play?id=rec_11111&sig=a', 'rec_11111');
    const other = at('https://media.test/play?id=rec_22222&sig=b', 'rec_22222');
    expect(swapped(other, one)?.href).toBe('https://media.test/play?id=rec_22222&sig=a');
  });

  it('is null if it would equal one of the two addresses, or one of them is not signed', () => {
    const token = (sig: string) => at(`https://media.test/play?token=${sig}`, sig);
    expect(
      swapped(at('https://m.test/play?t=1', 'x'), at('https://m.test/play?t=2', 'y')),
    ).toBeNull();
    expect(swapped(token('a'), token('b'))).toBeNull();
    expect(swapped(theirs, at('https://media.test/rec_11111', 'rec_11111'))).toBeNull();
  });

  it('never leaves the victim’s host and path', () => {
    // Few hosts, paths and names, so that the addresses of most pairs are alike enough to be forged.
    const address = fc
      .record({
        host: fc.constantFrom('media.test', 'media.test:8443', 'cdn.media.test'),
        path: fc.constantFrom('/play', '/play/', '//evil.test/play', '/v1/../play', '/'),
        query: fc.array(
          fc.tuple(fc.constantFrom('sig', 'e', '//', '@evil.test'), fc.string({ maxLength: 6 })),
          { minLength: 1, maxLength: 3 },
        ),
      })
      .map(({ host, path, query }) => {
        const url = new URL(`https://${host}${path}`);
        for (const [name, value] of query) url.searchParams.append(name, value);
        return url;
      });
    let count = 0;
    fc.assert(
      fc.property(address, address, (url, other) => {
        const victim = { url, ids: { recording: 'one' } };
        const forged = swapped(victim, { url: other, ids: { recording: 'two' } });
        if (forged === null) return;
        count += 1;
        expect(forged.origin + forged.pathname).toBe(victim.url.origin + victim.url.pathname);
      }),
    );
    expect(count).toBeGreaterThan(0);
  });
});

it('exchanges the thing into one’s own address, and oneself into another’s', () => {
  const play = (recording: string, account: string, signature: string) => ({
    url: new URL(`https://m.test/play?q=hd&rec=${recording}&for=${account}&sig=${signature}`),
    ids: { recording, account },
  });
  const victim = play('rec_22222', 'acc_22222', 'b');
  const exchanges = exchangesOf(victim, play('rec_11111', 'acc_11111', 'a'), {
    account: 'acc_11111',
  });
  expect(exchanges.map(({ of, parameter }) => `${parameter} in the ${of}’s`)).toEqual([
    'rec in the donor’s',
    'rec in the donor’s',
    'for in the victim’s',
    'for in the victim’s',
    'sig in the donor’s',
    'sig in the victim’s',
  ]);
});

describe('the parameters that are exchanged', () => {
  const differing = (victim: string, donor: string) => {
    const exchanges = exchangesOf(
      at(`https://media.test/play?policy=x&${victim}`, 'rec_22222'),
      at(`https://media.test/play?policy=x&${donor}`, 'rec_11111'),
      {},
    );
    return [...new Set(exchanges.map(({ parameter }) => parameter))];
  };
  const [theirs, own] = ['yQ2lX8v0Zt4nB6pK1sW9cF3d', 'Hm7Rj5Ua0Ge2Vo8Tq4Ni6Lz1'];

  it('are those that may be exchanged', () => {
    expect(differing('file=rec_22222&sig=a', 'file=rec_11111&sig=b')).toEqual(['file', 'sig']);
  });

  it('are not the only one that nobody can guess, which may be all that decides', () => {
    expect(differing(`token=${theirs}&t=1767225600123`, `token=${own}&t=1767225600456`)).toEqual([
      't',
    ]);
    const dated = (token: string, second: string) => `d=20260101T0000${second}Z&token=${token}`;
    expect(differing(dated(theirs, '11'), dated(own, '12'))).toEqual(['d']);
  });

  it('are all where it names the thing, or another signs it', () => {
    const named = (id: string, token: string) => `file=${id}-${token}&sig=${token.slice(0, 4)}`;
    expect(differing(named('rec_22222', theirs), named('rec_11111', own))).toEqual(['file', 'sig']);
    const keyed = (key: string, sig: string) => `key=${key}&sig=${sig}`;
    expect(differing(keyed(theirs, `${own}A`), keyed(own, `${theirs}B`))).toEqual(['key', 'sig']);
  });
});

describe('strayAddress', () => {
  const decoy = (real: string) => real.replace(/./g, 'z');

  it('replaces the id by a decoy, and keeps the signature', () => {
    expect(strayAddress(mine, decoy)?.href).toBe(
      'https://media.test/zzzzzzzzz.webm?expires=9&sig=a%2Bb+c',
    );
  });

  it('replaces the last segment of the path if the address holds no id', () => {
    expect(strayAddress(at('https://media.test/v1/f00d?s=2', '1'), decoy)?.href).toBe(
      'https://media.test/v1/zzzz?s=2',
    );
    expect(strayAddress(at('https://media.test/?s=a', 'b'), decoy)).toBeNull();
  });
});

it('exchanges a segment of a path where nothing signs the address in a query', () => {
  const calendar = (account: string, secret: string) => ({
    url: new URL(`https://m.test/calendar/${account}/${secret}.ics`),
    ids: { account },
  });
  const [victim, donor] = [
    calendar('acc_22222', 'k3Jx9qLw8ZtR5vNb2YhP7sDf'),
    calendar('acc_11111', 'Qw7eRt2yUi9oPa4sDf6gHj1k'),
  ];
  const exchanges = exchangesOf(victim, donor, { account: 'acc_11111' });
  expect(exchanges.map(({ of, parameter }) => `${of} ${parameter}`)).toContain('donor segment-2');
  expect(exchanged(victim, donor, 'segment-2')?.href).toBe(
    'https://m.test/calendar/acc_22222/Qw7eRt2yUi9oPa4sDf6gHj1k.ics',
  );
  // What all have alike signs nothing.
  const alike = calendar('acc_22222', 'Qw7eRt2yUi9oPa4sDf6gHj1k');
  expect(exchanged(alike, donor, 'segment-2')?.href).toBe(alike.url.href);
});

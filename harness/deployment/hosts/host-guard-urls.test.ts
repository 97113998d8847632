import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHostGuard } from './host-guard.ts';

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
const name = fc.oneof(
  fc.tuple(label, label).map(([host, zone]) => `${host}.${zone}.test`),
  fc.constantFrom('bücher.test', 'xn--bcher-kva.example', 'localhost'),
);
const host = fc.oneof(
  { weight: 3, arbitrary: name },
  { weight: 1, arbitrary: fc.ipV4() },
  { weight: 1, arbitrary: fc.ipV6().map((address) => `[${address}]`) },
);
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: null });
const scheme = fc.constantFrom('http', 'https');
const path = fc.constantFrom('', '/', '/a/b', '/x?next=https://other.test', '/#x@other.test');

/** A deployment: the place of `url` first, then those of `hosts`. */
const deployment = fc
  .record({ scheme, places: fc.array(fc.record({ host, port }), { minLength: 1, maxLength: 4 }) })
  .map((given) => {
    const [own, ...more] = given.places.map((place) => place.host + colon(place.port));
    const guard = createHostGuard({ url: `${given.scheme}://${own ?? ''}`, hosts: more });
    return { ...given, guard };
  });

/** A place of the deployment, with a scheme that is allowed for it. */
const belonging = deployment.chain(({ guard, places, ...given }) =>
  fc.record({
    guard: fc.constant(guard),
    place: fc.constantFrom(...places.map((place, index) => ({ ...place, own: index === 0 }))),
    scheme: fc.constant(given.scheme),
    path,
  }),
);

function colon(number: number | null): string {
  return number === null ? '' : `:${number}`;
}

const defaults = { http: 80, https: 443, ws: 80, wss: 443 } as const;

function isAllowed(guard: { allows(url: URL): boolean }, address: string): boolean {
  return guard.allows(new URL(address));
}

describe('the host guard, over URLs', () => {
  it('allows all spellings of addresses that belong to the deployment', () => {
    fc.assert(
      fc.property(belonging, fc.array(fc.boolean()), ({ guard, place, ...one }, upper) => {
        const spelled = [...place.host]
          .map((letter, index) => (upper[index] === true ? letter.toUpperCase() : letter))
          .join('');
        const dots = place.host.startsWith('[') ? [''] : ['', '.'];
        for (const each of [one.scheme, one.scheme.replace('http', 'ws')] as const) {
          const standard = place.port ?? defaults[each as keyof typeof defaults];
          for (const dot of dots) {
            for (const ending of [colon(place.port), colon(standard)]) {
              const address = `${each}://${spelled}${dot}${ending}${one.path}`;
              expect([address, isAllowed(guard, address)]).toEqual([address, true]);
            }
          }
        }
      }),
    );
  });

  it('allows no other scheme, port or host, and no user name or password', () => {
    const other = fc.record({
      word: label,
      user: fc.constantFrom('a@', 'a:b@', ':b@'),
      foreign: fc.constantFrom('ftp:', 'file:', 'data:', 'blob:', 'gopher:', 'javascript:'),
    });
    fc.assert(
      fc.property(belonging, other, ({ guard, place, ...one }, wrong) => {
        const end = colon(place.port) + one.path;
        const at = `${place.host}${colon(place.port)}`;
        const refused = [
          `${one.scheme}://${wrong.user}${at}`,
          `${wrong.foreign}//${at}`,
          `${one.scheme}://${at}@${wrong.word}.other.example/`,
          `${one.scheme}://${wrong.word}.other.example/${at}`,
        ];
        if (!place.host.startsWith('[') && !/^[\d.]+$/.test(place.host)) {
          refused.push(`${one.scheme}://${wrong.word}-longer.${place.host}${end}`);
          refused.push(`${one.scheme}://${place.host}.${wrong.word}${end}`);
          refused.push(`${one.scheme}://${place.host}..${end}`);
        }
        if (one.scheme === 'https') refused.push(`http://${at}/`, `ws://${at}/`);
        for (const address of refused) {
          if (!URL.canParse(address)) continue;
          expect([address, isAllowed(guard, address)]).toEqual([address, false]);
        }
      }),
    );
  });

  it('allows only hosts and ports of an entry, and treats ws like http', () => {
    const target = fc.record({ scheme, host, port, path });
    fc.assert(
      fc.property(deployment, target, fc.nat(), ({ guard, places, ...given }, asked, choice) => {
        // The host is one of the deployment, because hardly any random host would match. The port is random.
        const entry = places[choice % places.length];
        for (const chosen of [asked.host, entry?.host ?? '']) {
          for (const number of [asked.port, entry?.port ?? null]) {
            const rest = `${chosen}${colon(number)}${asked.path}`;
            const allowed = isAllowed(guard, `${asked.scheme}://${rest}`);
            expect(isAllowed(guard, `${asked.scheme.replace('http', 'ws')}://${rest}`)).toBe(
              allowed,
            );
            const wanted = placeOf(asked.scheme, chosen, number);
            const known = places.some(
              ({ host: entryHost, port: entryPort }, index) =>
                // An entry without a port means the default port of the request's scheme; `url` has its own scheme.
                placeOf(index === 0 ? given.scheme : asked.scheme, entryHost, entryPort) === wanted,
            );
            const downgraded = given.scheme === 'https' && asked.scheme === 'http';
            expect([rest, allowed]).toEqual([rest, known && !downgraded]);
          }
        }
      }),
    );
  });
});

/** Host and port in a normalised spelling. */
function placeOf(each: 'http' | 'https', name_: string, number: number | null): string {
  return `${new URL(`http://${name_}`).hostname}:${number ?? defaults[each]}`;
}

import { createHostGuard, parseHost } from '../../../../deployment/hosts/host-guard.ts';
import { bindHeader, bindPath, UnfitId } from '../../../../deployment/surfaces/bind-path.ts';
import { isHarmful } from '../../../../deployment/checks/harmful-address.ts';
import { maskPath } from '../../../../exercise/http/mask-path.ts';
import { isBinary } from '../../../../domain/surfaces/media-type.ts';
import { createPace, retryAfter } from '../../../../exercise/http/pace.ts';
import type { Delivery } from '../../../../exercise/http/exchange.ts';
import { recordedHeaders } from '../../../../exercise/http/recorded-headers.ts';
import { redirectFrom } from '../../../../exercise/http/redirect.ts';
import {
  carry,
  createCredentials,
  keepCookies,
  restoreJar,
  secretsOf,
} from '../../../../exercise/http/session-credentials.ts';
import { headerSightings } from '../../../../exercise/rows/header-ids.ts';
import { nextPages } from '../../../../exercise/rows/pages.ts';
import { foreign, inspecting, mustNotAccuse } from '../planted.ts';
import { must } from '../target.ts';
import type { Target } from '../target.ts';

const base = new URL('https://clinic.test/app/');
const url = 'https://clinic.test/visits?page=1';

const cookies: Target = {
  name: 'cookies',
  corpus: [
    'sid=abcdef0123456789; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=3600',
    'a=1; Domain=.clinic.test; Expires=Wed, 21 Oct 2037 07:28:00 GMT\n__Host-b="x y"; Path=/; Secure',
    'c=; Max-Age=0\nd=%00; Path=/app; Domain=evil.test',
  ],
  words: [
    '; Domain=',
    '; Path=/',
    '; Max-Age=-1',
    '; Expires=',
    '__Secure-',
    '__Host-',
    '\n',
    '=',
    'evil.test',
    '; Partitioned',
  ],
  read(input) {
    const credentials = createCredentials(base.origin);
    // A header has no line breaks; here they separate several.
    const sent = input.toString('latin1').split('\n').slice(0, 200);
    keepCookies(credentials, base, sent, credentials.jar);
    const { cookie = '' } = carry(credentials, base);
    must(!/[\r\n\0]/.test(cookie), 'a cookie could end the header that it is sent in');
    must(
      carry(credentials, new URL('https://evil.test/'))['cookie'] === undefined,
      'another host gets a cookie',
    );
    must(
      secretsOf(credentials).every(({ value }) => typeof value === 'string'),
      'a secret is no text',
    );
    const again = restoreJar(JSON.parse(JSON.stringify(credentials.jar.serializeSync())));
    must(again.getCookieStringSync(base.href) === cookie, 'a stored jar gives other cookies');
  },
};

const addresses: Target = {
  name: 'addresses',
  corpus: [
    'https://clinic.test/recordings/rec_5d41402abc4b2a76/media?sig=abc',
    '//evil.test/sign-in',
    'HTTPS://CLINIC.TEST:443/%2e%2e/v2/a',
    '/sign-in?next=/visits',
    'https://clinic.test@evil.test/',
    'https://xn--clnic-0sa.test/',
    'https://[::1]:8443/',
    'javascript:alert(1)',
    '\\\\evil.test\\a',
    'wss://clinic.test./live',
  ],
  words: [
    '//',
    '\\',
    '@',
    '%2f',
    '%00',
    '..',
    ':443',
    ':80',
    'clinic.test',
    'evil.test',
    '\t',
    '。',
    '．',
    '[::ffff:127.0.0.1]',
    '{id}',
    'https:',
  ],
  read(input) {
    const text = input.toString('utf8');
    const guard = createHostGuard({ url: base.href });
    const headers = { location: text, link: `<${text}>; rel="next"` };
    const redirect = redirectFrom({ status: 302, headers }, { url, base, why: 'a redirect' });
    must(redirect === null || redirect.why.length < 100, 'the reason quotes the address');
    const kept = recordedHeaders(headers, base, () => 'digest')['location'] ?? '';
    must(kept.length < 600 + text.length, 'more of an address is kept than came');
    must(!kept.includes(foreign) && !kept.includes('?'), 'the record of an address quotes it');
    parseHost(text);
    const target = URL.parse(text, base);
    if (target === null) return;
    isHarmful(target.pathname + target.search);
    if (guard.allows(target))
      must(
        target.hostname.replace(/\.$/, '') === 'clinic.test' &&
          /^(https|wss):$/.test(target.protocol) &&
          target.port === '',
        `${target.host} passes for the deployment's`,
      );
    must(maskPath(target.pathname).length <= 200, 'a masked path is too long');
  },
};

const bindings: Target = {
  name: 'ids-in-addresses',
  corpus: [
    'rec_5d41402abc4b2a76',
    'a/../b',
    '..',
    '%2e%2e',
    'a?b=c#d',
    'é',
    '{note}',
    '$&',
    '\ud800',
  ],
  words: ['/', '..', '%2f', '?', '#', '{note}', '$1', '\r\n', '\\', ';'],
  read(input) {
    const id = input.toString('utf8');
    try {
      const path = bindPath('/notes/{note}/file', { note: id });
      const bound = new URL(path, base);
      const steps = bound.pathname.split('/');
      must(
        steps.length === 4 && steps[1] === 'notes' && steps[3] === 'file',
        'an id leaves its place in the path',
      );
      must(
        bound.search === '' && bound.hash === '' && bound.origin === base.origin,
        'an id leaves the path',
      );
      must(decodeURIComponent(steps[2] ?? '') === id.toWellFormed(), 'an id arrives as another');
      must(!/[\r\n\0]/.test(bindHeader('{note}', { note: id })), 'an id could end a header');
    } catch (error) {
      if (!(error instanceof UnfitId)) throw error;
    }
  },
};

const waits: Target = {
  name: 'retry-after',
  corpus: [
    '120',
    '0',
    'Wed, 21 Oct 2037 07:28:00 GMT',
    '-5',
    '1e9',
    '99999999999999999999',
    '2037-10-21',
  ],
  words: ['GMT', '1e999', '0x10', ' ', '-', 'Infinity', ','],
  async read(input) {
    const value = input.toString('latin1');
    const wait = retryAfter(value, 1000);
    must(wait === null || wait >= 0, `a wait of ${wait} ms`);
    let [now, asked] = [0, 0];
    const clock = {
      now: () => now,
      sleep: async (duration: number) => {
        must(duration > 0 && duration <= 30_000, `a wait of ${duration} ms`);
        now += duration;
      },
    };
    const delivery = { status: 503, headers: { 'retry-after': value } } as unknown as Delivery;
    await createPace(undefined, clock).politely(async () => {
      asked += 1;
      return { delivery };
    });
    must(asked <= 4 && now <= 120_000, `${asked} requests in ${now} ms`);
  },
};

const others: Target = {
  name: 'headers',
  corpus: [
    '</visits?page=2>; rel="next", </visits?page=9>; rel="last"',
    'attachment; filename="a.webm"; filename*=UTF-8\'\'%e2%82%ac',
    'bytes 0-99/1234',
    'application/vnd.api+json; charset=utf-8',
    'multipart/byteranges; boundary=abc',
    '1041, </visits/1041>; rel=self',
    `"${foreign}"`,
  ],
  words: [
    '<',
    '>',
    '; rel="next"',
    ',',
    ';',
    'bytes ',
    '*/',
    'json',
    'video/',
    '+xml',
    '/visits/',
    '<<<<',
    ', <',
  ],
  read(input) {
    const value = input.toString('latin1');
    isBinary(value);
    const next = nextPages({ url, headers: { link: value }, body: {} });
    must(next.addresses.length <= 1, 'a header names several next pages');
    const { known } = inspecting;
    const named = ['link', 'location', 'x-visit-id', 'x-related-visits', 'content-disposition'];
    const headers = named.map((name) => ({ name, value, at: `header ${name}` }));
    if (!value.includes('8357311')) mustNotAccuse(headerSightings(known, headers, {}));
    const kept = recordedHeaders(
      { 'content-type': value, 'content-range': value, vary: value },
      base,
      () => 'd',
    );
    must(
      Object.values(kept).every(({ length }) => length <= 200),
      'a header is kept in all its length',
    );
  },
};

export const headers = [cookies, addresses, bindings, waits, others];

import { describe, expect, it } from 'vitest';
import { UsageError } from '../../domain/errors.ts';
import { defineDeployment } from '../define-deployment.ts';
import type { Definition } from '../definition.ts';
import { list, none, noSurface, read, stream } from '../surfaces/surfaces.ts';
import { validateDefinition } from './validate-definition.ts';

const nothing = () => undefined;

const full = defineDeployment({
  name: 'Acme Telehealth',
  url: 'https://staging.acme.test:8443',
  hosts: ['media.acme.test'],
  release: () => '1',
  factors: { region: ['uk', 'ie'] },
  impossible: () => false,
  accounts: {
    create: () => ({ credentials: {} }),
    staff: { clinician: 2 },
    signIn: nothing,
    signOut: none('sessions end by themselves'),
    secondFactor: none('nobody has one'),
    remove: nothing,
  },
  consultations: { create: () => ({}) },
  surfaces: [
    list('GET /a', { items: '$.items', next: () => null }),
    stream('GET https://media.acme.test/{recording}', { variants: ['range', 'head'] }),
    noSurface('read', 'there is nothing to read'),
  ],
  actions: {
    startCall: { after: ['create'], run: nothing },
    hangUp: { after: ['startCall'], run: nothing },
  },
  browser: none('no pages'),
  maySee: () => false,
  carriers: { name: 'none' },
  accept: [{ what: 'gap', surface: 'GET /a', reason: 'known', by: 'Ada', until: '2027-01-31' }],
  concurrency: 4,
  timeout: 1000,
  tracing: { sampled: true },
  signInPage: /Sign in/,
});

const faultOf = (changes: object): string => {
  try {
    validateDefinition({ ...full, ...changes }, 'acme.config.ts');
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'none';
};

describe('validateDefinition', () => {
  it('names a role of a surface that no account has', () => {
    const shownTo = (role: string) =>
      faultOf({ surfaces: [...full.surfaces, list('GET /desk', { by: [role] })] });
    expect(shownTo('clinician')).toBe('none');
    expect(shownTo('patient')).toBe('none');
    expect(shownTo('porter')).toContain('GET /desk: there are no accounts of the role "porter"');
  });

  it('names headers that cannot be sent, and never their values', () => {
    expect(faultOf({ headers: { 'x-api-key': 'key' } })).toBe('none');
    expect(faultOf({ headers: { 'x api key': 'secret' } })).toMatch(
      /no name of a header.*x api key/s,
    );
    expect(faultOf({ headers: { 'x-api-key': process.env['NO_SUCH_KEY'] } })).toMatch(
      /must be a text.*x-api-key/s,
    );
    const fault = faultOf({ headers: { 'x-api-key': 'secret\u20ac' } });
    expect(fault).toMatch(/has characters that no header may have.*x-api-key/s);
    expect(fault).not.toContain('secret');
  });

  it('takes additional probes, if their ids differ', () => {
    const probe = {
      id: 'mine',
      title: 'Mine',
      needs: 'a moon',
      disturbs: 'nothing',
      attempts: nothing,
    };
    expect(faultOf({ probes: [probe] })).toBe('none');
    expect(faultOf({ probes: [probe, probe] })).toMatch(/two probes "mine".*probes/s);
    expect(faultOf({ probes: [{ ...probe, disturbs: 'peace' }] })).toContain(
      'must be one of nothing',
    );
    expect(faultOf({ probes: [{ ...probe, id: 'My Probe' }] })).toContain('must be like my-probe');
  });

  it('takes a sign-out with the seconds for which ended sessions may live on', () => {
    const accounts = (signOut: object) => ({ accounts: { ...full.accounts, signOut } });
    expect(faultOf(accounts({ run: nothing, within: 12 }))).toBe('none');
    for (const within of [0, 121, '12'])
      expect(faultOf(accounts({ run: nothing, within }))).toMatch(
        /a number of seconds above 0, at most 120/,
      );
    expect(faultOf(accounts({ within: 12 }))).toMatch(/is missing; it is a function[^]*signOut/);
  });

  it.each([
    'acme.test.',
    'pr-12.acme.test',
    'xn--bcher-kva.test',
    'main--acme.test',
    'nullable.test',
    '[::1]:8443',
    '127.0.0.1:9',
    'localhost',
  ])('takes the host %s', (host) => {
    expect(faultOf({ url: `https://${host}` })).toBe('none');
  });

  it('returns a valid definition unchanged', () => {
    expect(validateDefinition(full, 'acme.config.ts')).toEqual(full);
  });

  it('takes an embedded deployment only without a url', () => {
    const embedded: Definition['embedded'] = {
      updates: [{ id: 'healthy', title: 'Healthy' }],
      start: async () => ({
        url: 'http://localhost:1',
        update: async () => {},
        stop: async () => {},
      }),
    };
    const { url: _, ...elsewhere } = full;
    const started = { ...elsewhere, embedded, accept: [], surfaces: [read('GET /a')] };
    expect(() => validateDefinition(started, 'acme.config.ts')).not.toThrow();
    // A url from a variable that is not set is refused too: the run would verify the embedded deployment instead.
    for (const url of ['https://staging.acme.test', '', undefined])
      expect(faultOf({ ...started, url })).toMatch(/stands beside url[^]*at embedded/);
  });

  const accounts = { ...full.accounts };
  it.each<[string, object, RegExp]>([
    ['no name', { name: '' }, /must not be empty\n\s+→ at name/],
    ['a name of several lines', { name: 'a\nb' }, /line breaks[^]*at name/],
    ['an empty URL', { url: ' ' }, /is empty\. If it comes from the environment[^]*at url/],
    ...[
      'undefined',
      'null:8443',
      'undefined.acme.test',
      'pr-undefined.acme.test',
      'pr-.acme.test',
      '-eu.acme.test',
      '.acme.test',
    ].map((host): [string, object, RegExp] => [
      `a URL with a gap: ${host}`,
      { url: `https://${host}` },
      /names the host \S+, in which something is missing[^]*at url/,
    ]),
    ['no URL', { url: undefined }, /is missing: the deployment's base URL[^]*at url/],
    [
      'a URL of another kind',
      { url: 'ftp://acme.test' },
      /must be an address that begins with http[^]*at url/,
    ],
    [
      'a URL with a password',
      { url: 'https://a:secret@acme.test' },
      /must not hold a name or a password/,
    ],
    ['a URL with a path', { url: 'https://acme.test/app' }, /must end after the host/],
    [
      'a host that is an address',
      { hosts: ['https://media.acme.test'] },
      /is no host[^]*at hosts\[0\]/,
    ],
    [
      'no release',
      { release: undefined },
      /is missing; it is a function, such as: .*version[^]*at release/,
    ],
    [
      'a release that is no function',
      { release: '1' },
      /must be a function, such as[^]*at release/,
    ],
    [
      'a factor without levels',
      { factors: { region: [] } },
      /at least one level[^]*at factors\.region/,
    ],
    [
      'a level that is no text',
      { factors: { region: [1] } },
      /must be a text[^]*at factors\.region\[0\]/,
    ],
    [
      'a level twice',
      { factors: { region: ['uk', 'uk'] } },
      /names a level twice[^]*at factors\.region/,
    ],
    ['the name of a side', { factors: { session: ['a'] } }, /is the name of a side of the update/],
    ['no accounts', { accounts: undefined }, /is missing; it is \{ create or pool[^]*at accounts/],
    [
      'neither create nor pool',
      { accounts: { ...accounts, create: undefined } },
      /either create .* or pool/,
    ],
    [
      'both create and pool',
      { accounts: { ...accounts, pool: 'a.json' } },
      /either create .* or pool/,
    ],
    [
      'no sign-out',
      { accounts: { ...accounts, signOut: undefined } },
      /none\('why'\)[^]*at accounts\.signOut/,
    ],
    [
      'patients among the staff',
      { accounts: { ...accounts, staff: { patient: 1 } } },
      /no role of staff/,
    ],
    [
      'half a clinician',
      { accounts: { ...accounts, staff: { gp: 0.5 } } },
      /whole number from 1 to 1000/,
    ],
    ['a misspelt field', { acounts: {} }, /unknown field "acounts": did you mean accounts\?/],
    [
      'a misspelt field further in',
      { accounts: { ...accounts, signin: nothing } },
      /did you mean signIn\?/,
    ],
    ['an unheard-of field', { colour: 'red' }, /unknown field "colour": known are name, url/],
    ['no surface', { surfaces: [] }, /at least one surface/],
    [
      'a bare string for a surface',
      { surfaces: ['GET /a'] },
      /list\('GET \/api[^]*at surfaces\[0\]/,
    ],
    [
      'a surface twice',
      { surfaces: [list('GET /a'), read('GET /a')] },
      /GET \/a is there twice[^]*at surfaces\[1\]/,
    ],
    [
      'a surface elsewhere',
      { surfaces: [list('GET /a'), read('GET https://evil.test/a')] },
      /neither on url nor/,
    ],
    [
      'an action after an unknown one',
      { actions: { hangUp: { after: ['cal'], run: nothing } } },
      /there is no action "cal"/,
    ],
    [
      "a carrier of one's own",
      { carriers: { name: 'token' } },
      /must be 'none'[^]*at carriers\.name/,
    ],
    ['an unknown carrier', { carriers: { nam: 'none' } }, /did you mean name\?/],
    ['tracing that is nothing known', { tracing: { sample: true } }, /sample[^]*at tracing/],
    ['no request at once', { concurrency: 0 }, /whole number from 1 to 1000[^]*at concurrency/],
    ['a text for a pattern', { signInPage: 'Sign in' }, /must be a regular expression/],
    [
      'half a browser',
      { browser: { signIn: nothing } },
      /signOut is missing; .*replays is missing[^]*at browser/,
    ],
    [
      'a text for a browser',
      { browser: 'none' },
      /must be \{ signIn, .* \}; or none\('why'\)[^]*at browser/,
    ],
    [
      'absence without a reason',
      { browser: { none: '' } },
      /must not be empty[^]*at browser\.none/,
    ],
    ['absence with a number', { browser: { none: 1 } }, /none must be a text[^]*at browser/],
  ])('refuses %s, naming field and remedy', (_, changes, message) => {
    const fault = faultOf(changes);
    expect(fault).toMatch(/^acme\.config\.ts does not describe a deployment:/);
    expect(fault).toMatch(message);
    expect(fault).not.toMatch(/secret/);
  });

  it.each([[undefined], [null], [1], ['text'], [[]]])(
    'refuses %j in place of a definition',
    (value) => {
      expect(() => validateDefinition(value, 'acme.config.ts')).toThrow(/defineDeployment/);
    },
  );
});

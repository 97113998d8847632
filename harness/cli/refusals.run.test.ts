import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import {
  emptyFolder,
  updateCommand,
  workFolder,
  writeDefinition,
} from '../run/testing/work-folder.ts';
import { chaperone } from './testing/chaperone.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

const sweep = ['verify', '--only', 'sweep', '--update-command', updateCommand];
const started = (running: string) =>
  `url: undefined, embedded: { updates: [{ id: 'u1', title: 'First' }], start: () => ${running} }`;
const embedded = `url: undefined, embedded: { updates: [{ id: 'u1', title: 'First' }], start: () => { throw new Error('no free port') } }`;

/** Command lines that are refused, each with the expected cause and remedy. None of them may write anything. */
const refusals: Record<
  string,
  { args: readonly string[]; more?: string; env?: Record<string, string>; says: readonly string[] }
> = {
  'an unknown option': {
    args: ['verify', '--updat', 'x'],
    says: ["unknown option '--updat'", 'Did you mean --update?', '--help'],
  },
  'an unknown command': {
    args: ['verfy'],
    says: [
      "unknown command 'verfy'. Did you mean verify?",
      'verify, seed, judge, init, explore, show, recheck, env, next, clean, sign-off',
    ],
  },
  'an unknown part': {
    args: ['verify', '--only', 'sweep,swep'],
    says: ["'sweep,swep' is invalid", 'Choose among sweep, properties, scenarios.'],
  },
  'no part': {
    args: ['verify', '--only', ''],
    says: ["'--only <parts>' argument '' is invalid", 'It is empty'],
  },
  'a part without a name': {
    args: ['verify', '--only', ','],
    says: ['Choose among sweep, properties, scenarios.'],
  },
  'no account': { args: ['verify', '--accounts', '0'], says: ['whole number from 2 to 100000'] },
  'an empty path of a definition': {
    args: [...sweep, '--config', ''],
    says: ["'-c, --config <file>' argument '' is invalid", 'set that'],
  },
  'a folder as a definition': {
    args: [...sweep, '--config', '.'],
    says: ['is not a file', '--config'],
  },
  'two definitions by --config': {
    args: [...sweep, '--config', 'a.ts', '--config', 'b.ts'],
    says: ["argument 'b.ts' is invalid", 'given twice'],
  },
  'an empty run to go on with': { args: ['verify', '--run', ''], says: ['It is empty'] },
  'an empty run to judge': { args: ['judge', ''], says: ["argument 'folder'", 'It is empty'] },
  'an empty run to clean': { args: ['clean', ' '], says: ["argument 'folder'", 'It is empty'] },
  'a folder that is no run': { args: ['judge', '.'], says: ['There is no run .'] },
  'an empty update': { args: ['verify', '--update', ''], more: embedded, says: ['It is empty'] },
  'an empty update command': {
    args: ['verify', '--update-command', ' '],
    says: ["'--update-command <command>' argument ' ' is invalid", 'It is empty'],
  },
  'a demo where a deployment is described': {
    args: ['verify', '--demo'],
    says: ['and not the deployment of', 'chaperone.config.mjs', 'Leave --demo out'],
  },
  'a demo of another definition': {
    args: ['verify', '--demo', '--config', 'a.ts'],
    says: ["'--demo' cannot be used with option '-c, --config <file>'"],
  },
  'a demo that goes on with a run': {
    args: ['verify', '--demo', '--run', 'x'],
    says: ["'--demo' cannot be used with option '--run <folder>'"],
  },
  'a demo of an update elsewhere': {
    args: ['verify', '--demo', '--update-command', 'true'],
    says: ["'--demo' cannot be used with option '--update-command <command>'"],
  },
  'a url, and what Chaperone starts': {
    args: sweep,
    more: embedded.replace('url: undefined, ', ''),
    says: ['stands beside url', '→ at embedded'],
  },
  'a url that is not set': {
    args: sweep,
    more: 'url: process.env.NO_SUCH_ADDRESS',
    says: ['it is not set', '→ at url'],
  },
  'a url that is empty': { args: sweep, more: `url: ''`, says: ['is empty', '→ at url'] },
  'a url made of what is not set': {
    args: sweep,
    more: "url: `http://${process.env.NO_SUCH_HOST ?? ''}`",
    says: ['must be an address', '→ at url'],
  },
  'cohorts none of which can occur': {
    args: sweep,
    more: `impossible: () => true, release: () => '1'`,
    says: ['no combination of factor levels can occur', 'impossible(…)'],
  },
  'a number that is none': {
    args: ['verify', '--accounts', '1e9'],
    says: ['whole number from 2 to 100000'],
  },
  'an unknown strength': {
    args: ['verify', '--strength', '4'],
    says: ["argument '4' is invalid. Allowed choices are 2, 3."],
  },
  'an unknown run to go on with': {
    args: ['verify', '--run', 'no-such'],
    says: ['There is no run no-such.', 'reports/runs/latest'],
  },
  'an unknown run to judge': { args: ['judge', 'no-such'], says: ['There is no run no-such.'] },
  'an unknown run to clean': { args: ['clean', 'no-such'], says: ['There is no run no-such.'] },
  'an unknown run to act in': {
    args: ['env', 'no-such', 'a1'],
    says: ['There is no run no-such.'],
  },
  'an unknown update': {
    args: ['verify', '--update', 'u2'],
    more: embedded,
    says: ['There is no update u2.', 'Choose one of: u1 (First).'],
  },
  'an update of what runs elsewhere': {
    args: ['verify', '--update', 'u1'],
    says: ['is not started by Chaperone', '--update-command'],
  },
  'no word of how it is updated': {
    args: ['verify'],
    says: ['Nothing says how Notes is updated.', 'chaperone seed'],
  },
  'an update command for what Chaperone starts': {
    args: sweep,
    more: embedded,
    says: ['updated by Chaperone itself', '--update'],
  },
  'what Chaperone cannot start': {
    args: ['verify', '--only', 'sweep'],
    more: embedded,
    says: ['Notes could not be started: no free port', 'embedded.start'],
  },
  'a start that returns no address': {
    args: ['verify'],
    more: started('({ update: async () => {}, stop: async () => {} })'),
    says: ['what `embedded.start` returned has no url', 'Return { url, update, stop }'],
  },
  'a start that returns something else for an address': {
    args: ['verify'],
    more: started('({ url: "127.0.0.1:80", update: async () => {}, stop: async () => {} })'),
    says: ['has a url that is no http(s) address'],
  },
  'a start that returns nothing': {
    args: ['verify'],
    more: started('undefined'),
    says: ['has no url'],
  },
  'a start whose deployment cannot be stopped': {
    args: ['verify'],
    more: started('({ url: "http://127.0.0.1:9", update: async () => {} })'),
    says: ['has no function `stop`'],
  },
  'seeding what Chaperone starts': {
    args: ['seed'],
    more: embedded,
    says: ['lives only within one run', '--config'],
  },
  'going on with what Chaperone starts': {
    args: ['verify', '--run', 'x'],
    more: embedded,
    says: ['started anew for each run', 'Leave --run out.'],
  },
  'what seeding has settled': {
    args: ['verify', '--run', 'x', '--only', 'sweep'],
    says: ["'--run <folder>' cannot be used with option '--only <parts>'"],
  },
  'CI without a key': {
    args: sweep,
    env: { CI: 'true' },
    says: ['CHAPERONE_KEY is not set', 'the same for seed and verify'],
  },
  'an empty key': {
    args: sweep,
    env: { CI: 'true', CHAPERONE_KEY: '' },
    says: ['CHAPERONE_KEY is empty', 'unset it'],
  },
  'a key of blanks': { args: sweep, env: { CHAPERONE_KEY: ' ' }, says: ['CHAPERONE_KEY is empty'] },
  'a definition that is not there': {
    args: [...sweep, '--config', 'none.ts'],
    says: ['there is no deployment definition', 'none.ts', '--config'],
  },
  'a definition that misses a field': {
    args: sweep,
    more: 'release: undefined',
    says: ['does not describe a deployment', '→ at release', 'Correct these fields.'],
  },
  'an address with a password': {
    args: sweep,
    more: `url: 'https://me:hush@notes.test'`,
    says: ['must not hold a name or a password', '→ at url'],
  },
  'what looks like production': {
    args: sweep,
    more: `url: 'https://www.acme-telehealth.com'`,
    says: ['www.acme-telehealth.com looks like production', '--yes-production'],
  },
  'a host that looks like production': {
    args: sweep,
    more: `hosts: ['media.acme-telehealth.com']`,
    says: ['media.acme-telehealth.com looks like production'],
  },
  'what nobody listens at': {
    args: sweep,
    says: [
      'Notes (http://127.0.0.1:9) did not tell its release: GET /version failed: the connection was refused.',
      'Check the URL',
    ],
  },
  'a host that nobody knows': {
    args: sweep,
    more: `release: async () => { throw new Error('GET /version failed: the host name is unknown') }`,
    says: ['the host name is unknown', 'can look it up'],
  },
};

describe('chaperone refuses, with 2, cause and remedy, and writes nothing:', () => {
  it.each(Object.entries(refusals))('%s', async (_, { args, more, env, says }) => {
    const folder = await emptyFolder();
    await writeDefinition(folder, 'http://127.0.0.1:9', more);
    const ended = await chaperoneHere(folder, args, env);
    expect(ended).toMatchObject({ code: 2, out: '' });
    for (const text of says) expect(ended.err).toContain(text);
    expectPlain(ended, ['hush']);
    expect(await readdir(folder)).toEqual(['chaperone.config.mjs']);
  });

  it('a host that looks like production is contacted only after confirmation', async () => {
    const folder = await emptyFolder();
    const release = `release: async () => { throw new Error('asked') }`;
    await writeDefinition(folder, 'https://www.acme-telehealth.com', release);
    expect((await chaperoneHere(folder, [...sweep, '--yes-production'])).err).toContain(
      'did not tell its release: asked',
    );
  });

  it.each([
    [
      'throws',
      'throw new Error("out of order");',
      'chaperone.config.mjs:1: out of order',
      'correct what throws there',
    ],
    ['does not parse', 'export default {', 'chaperone.config.mjs', 'Correct the syntax'],
  ])('a definition that %s', async (_, text, cause, remedy) => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'chaperone.config.mjs'), text);
    const ended = await chaperone(folder, sweep);
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining(cause) });
    expect(ended.err).toContain(remedy);
    expectPlain(ended);
  });

  it('a definition with an unhandled promise exits with 4, never with the 1 of a violation', async () => {
    const folder = await emptyFolder();
    const release = `release: async () => { Promise.reject(new Error('left alone')); await new Promise(setImmediate); return '1'; }`;
    await writeDefinition(folder, 'http://127.0.0.1:9', release);
    expect(await chaperone(folder, sweep)).toMatchObject({
      code: 4,
      err: expect.stringContaining('Internal error: Error: left alone'),
    });
  });

  it.each([
    [
      'redirects to another host',
      () => HttpResponse.redirect('http://elsewhere.test/v?token=hush'),
      'redirect to another host (elsewhere.test), which is refused',
      '`hosts`',
    ],
    [
      'fails',
      () => HttpResponse.text('hush', { status: 500 }),
      'GET /version answered 500',
      '`release`',
    ],
    ['is empty', () => HttpResponse.text(' '), 'returned an empty text', 'Check'],
  ])('a release that %s', async (_, answer, cause, remedy) => {
    const { folder } = await workFolder({ hostile: () => [http.get('*/version', answer)] });
    const ended = await chaperoneHere(folder, sweep);
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining(cause) });
    expect(ended.err).toContain(remedy);
    expectPlain(ended, ['hush']);
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { writeEnvelope } from '../../signing/envelope.ts';
import { readPrivateKey } from '../../signing/signing-key.ts';
import {
  signableRun,
  type Signable,
  writeKeys,
} from '../../run/sign-off/signable-run.test-support.ts';
import { expectPlain } from '../testing/expect-plain.ts';
import { chaperoneHere } from '../testing/in-process.ts';

const file = 'reports/runs/test-run/sign-off.dsse.json';
const asked = ['--key', 'sign-off.pub', '--release', '1.1'];

async function signedRun(more: readonly string[] = [], at = Date.now()): Promise<Signable> {
  const run = await signableRun();
  const clock = vi.spyOn(Date, 'now').mockReturnValue(at);
  try {
    const args = ['sign-off', 'test-run', ...run.terms, ...more];
    expect(await chaperoneHere(run.home, args)).toMatchObject({ code: 0 });
  } finally {
    clock.mockRestore();
  }
  return run;
}

async function checked({ home }: Signable, args: readonly string[] = asked) {
  const ended = await chaperoneHere(home, ['check-sign-off', file, ...args]);
  expectPlain(ended);
  return ended;
}

it('says what was signed, by whom and when, and that it is good', async () => {
  const run = await signedRun();
  const { code, out, err } = await checked(run, [
    ...asked,
    '--subject',
    `app@sha256:${run.digest.toUpperCase()}`,
    '--max-age',
    '1h',
    '--run',
    'test-run',
  ]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('Release 1.1 of Test clinic');
  expect(out).toMatch(/signed +by Jane Roe, at 20\d\d-/);
  expect(out).toMatch(/verdict +holds\n/);
  expect(out).toMatch(/risk +at most 52\.7 % of accounts/);
  expect(out).toMatch(/The sign-off is good for release 1\.1\.\n$/);
});

it('says that nothing was compared with what is deployed, where no artefact is named', async () => {
  const { code, err } = await checked(await signedRun());
  expect(code).toBe(0);
  expect(err).toContain('No --subject was given');
});

const hour = 3_600_000;
const other = `app@sha256:${'cd'.repeat(32)}`;

describe('refuses, with 1:', () => {
  it.each([
    [
      'another release',
      { args: ['--key', 'sign-off.pub', '--release', '1.2'] },
      'of release 1.1, and 1.2',
    ],
    [
      'another artefact',
      { args: [...asked, '--subject', other] },
      `not of ${other}, but of app@sha256:abab`,
    ],
    [
      'an artefact by another name',
      { args: [...asked, '--subject', `worker@sha256:${'ab'.repeat(32)}`] },
      'by another name, app',
    ],
    [
      'one signed in the future',
      { at: Date.now() + hour },
      'the clock of one of the two machines is wrong',
    ],
    [
      'one that is too old',
      { at: Date.now() - 25 * hour, args: [...asked, '--max-age', '24h'] },
      'longer ago than',
    ],
  ])('%s', async (_, { args, at }: { args?: readonly string[]; at?: number }, says) => {
    const { code, out } = await checked(await signedRun([], at), args);
    expect(code).toBe(1);
    expect(out).toContain(says);
    expect(out).toContain('Do not deploy by this sign-off');
    expect(out).toContain('Have a run of what is to be deployed signed off');
    expect(out).not.toContain('is good');
  });

  it('a key that does not fit, and tells nothing of what it could not check', async () => {
    const run = await signedRun();
    await writeKeys(run.home, 'other');
    const { code, out } = await checked(run, ['--key', 'other.pub', '--release', '1.1']);
    expect(code).toBe(1);
    expect(out).toContain('it is signed by another key');
    expect(out).toContain('by a key whose public half is given here');
    expect(out).not.toContain('Jane Roe');
  });

  it('one that was signed despite something, unless it is allowed', async () => {
    const run = await signableRun({ parts: ['sweep'] });
    await chaperoneHere(run.home, ['sign-off', 'test-run', ...run.terms, '--despite', 'a hotfix']);
    const { code, out } = await checked(run);
    expect(code).toBe(1);
    expect(out).toContain(
      'despite this: the run was narrowed: it left out properties and scenarios',
    );
    expect(out).toContain('a hotfix');
    const allowed = await checked(run, [...asked, '--allow-despite']);
    expect(allowed.code).toBe(0);
    expect(allowed.out).toMatch(/reason +a hotfix/);
  });

  it('a signed payload that is no sign-off, and another type of payload', async () => {
    const run = await signedRun();
    const key = readPrivateKey(
      await readFile(join(run.home, 'sign-off.pem'), 'utf8'),
      'k',
      undefined,
    );
    const { payload, ...envelope } = JSON.parse(await readFile(join(run.home, file), 'utf8'));
    await writeFile(
      join(run.home, file),
      JSON.stringify({ ...envelope, payload, payloadType: 'text/x' }),
    );
    expect((await checked(run)).out).toContain('its signature does not fit');
    const statement = JSON.parse(Buffer.from(payload, 'base64').toString());
    const passed = { ...statement.predicate, result: 'WARNED' };
    for (const text of ['{}', '\u0000', JSON.stringify({ ...statement, predicate: passed })]) {
      await writeFile(join(run.home, file), writeEnvelope(Buffer.from(text), key));
      const { code, out } = await checked(run);
      expect(code).toBe(1);
      expect(out).toContain('is no sign-off of Chaperone’s');
    }
  });
});

describe('compares the run’s files with what was signed:', () => {
  it.each([
    ['history/sweep.ndjson', 'history/sweep.ndjson was changed since it was signed'],
    ['verdict.json', 'verdict.json was changed'],
    ['index.html', 'index.html was changed'],
    ['junit.xml', 'junit.xml was changed'],
  ])('%s', async (name, says) => {
    const run = await signedRun();
    const text = await readFile(join(run.folder, name), 'utf8');
    await writeFile(join(run.folder, name), `${text} `);
    const { code, out } = await checked(run, [...asked, '--run', 'test-run']);
    expect(code).toBe(1);
    expect(out).toContain(says);
    // Without the folder nothing of it is said: the statement itself is as it was.
    expect((await checked(run)).code).toBe(0);
  });

  it('what it admits, what is missing, and what came later', async () => {
    const run = await signedRun();
    const plan = JSON.parse(await readFile(join(run.folder, 'plan.json'), 'utf8'));
    const admitted = { what: 'gap', surface: 's', reason: 'r', by: 'me', until: '2099-01-01' };
    await writeFile(join(run.folder, 'plan.json'), JSON.stringify({ ...plan, accept: [admitted] }));
    await rm(join(run.folder, 'summary.md'));
    await writeFile(join(run.folder, 'history/more.ndjson'), '');
    await writeFile(join(run.folder, 'incident.md'), '');
    const { code, out, err } = await checked(run, [...asked, '--run', 'test-run']);
    expect(code).toBe(1);
    expect(out).toContain('plan.json was changed since it was signed');
    expect(out).toContain('what the definition admits (accept) is not what was signed');
    expect(out).toContain('summary.md was signed, and is missing');
    expect(out).toContain('history/more.ndjson was not there when it was signed');
    expect(err).toContain('incident.md came after it was signed');
  });
});

it('of another run says that, and not that every file differs', async () => {
  const run = await signedRun();
  const plan = JSON.parse(await readFile(join(run.folder, 'plan.json'), 'utf8'));
  await writeFile(join(run.folder, 'plan.json'), JSON.stringify({ ...plan, name: 'other-run' }));
  const { code, out, err } = await checked(run, [...asked, '--run', 'test-run']);
  expect(code).toBe(1);
  expect(out).toContain('is the run other-run, and test-run was signed');
  expect(`${out}${err}`).not.toMatch(/was changed|is missing|came after/);
});

it('takes the folder of a run for the statement in it, and names the file where there is none', async () => {
  const run = await signedRun();
  const folder = 'reports/runs/test-run';
  expect(await chaperoneHere(run.home, ['check-sign-off', folder, ...asked])).toMatchObject({
    code: 0,
    err: expect.stringContaining('No --max-age was given'),
  });
  await rm(join(run.home, file));
  const none = await chaperoneHere(run.home, ['check-sign-off', folder, ...asked]);
  expect(none.code).toBe(2);
  expect(none.err).toContain(`The statement ${file} could not be read (ENOENT)`);
});

describe('refuses, with 2, cause and remedy:', () => {
  it.each([
    ['no release', ['--key', 'sign-off.pub'], undefined, "'--release <release>' not specified"],
    ['no key', ['--release', '1'], undefined, "'--key <file>' not specified"],
    [
      'a private key',
      ['--key', 'sign-off.pem', '--release', '1'],
      undefined,
      'holds a private key',
    ],
    ['a key of another kind', ['--key', 'rsa.pub', '--release', '1'], undefined, 'of the kind rsa'],
    [
      'a key that is not there',
      ['--key', 'no.pub', '--release', '1'],
      undefined,
      'The key no.pub could not be read (ENOENT)',
    ],
    ['an age that is none', [...asked, '--max-age', 'a week'], undefined, 'is no age'],
    ['no age at all', [...asked, '--max-age', '0h'], undefined, '--max-age 0h takes no sign-off'],
    ['minutes', [...asked, '--max-age', '30m'], undefined, 'hours, days or weeks'],
    ['a statement cut short', asked, (text: string) => text.slice(0, -40), 'no JSON, or cut short'],
    ['other JSON', asked, () => '{"verdict":"holds"}', 'its fields are others than those of DSSE'],
    ['nothing', asked, () => '', 'is no signed statement'],
    [
      'a run that is not there',
      [...asked, '--run', 'no-such'],
      undefined,
      'There is no run no-such',
    ],
  ])('%s', async (_, args, change: ((text: string) => string) | undefined, says) => {
    const run = await signedRun();
    await writeKeys(run.home, 'rsa', generateKeyPairSync('rsa', { modulusLength: 2048 }));
    const path = join(run.home, file);
    if (change !== undefined) await writeFile(path, change(await readFile(path, 'utf8')));
    const { code, out, err } = await checked(run, args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
  });
});

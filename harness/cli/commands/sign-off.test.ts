import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { writeSecrets } from '../../accounts/secrets.ts';
import type { Plan } from '../../domain/plan.ts';
import { healthyRun } from '../../judging/testing/healthy-run.ts';
import { leakyRun } from '../../judging/testing/leaky-run.ts';
import { unchangedRelease } from '../../judging/testing/mishaps.ts';
import { signableRun, writeKeys } from '../../run/sign-off/signable-run.test-support.ts';
import { expectPlain } from '../testing/expect-plain.ts';
import { chaperoneHere } from '../testing/in-process.ts';
import { name, signed, statementOf } from '../testing/signed.ts';

it('signs a run that holds: plan, sorted history, verdict, accept and reports by digest', async () => {
  const run = await signableRun();
  const before = await readdir(run.folder);
  const { code, out, err } = await signed(run);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('Release 1.1 of Test clinic at http://127.0.0.1:1 (before: 1.0)');
  expect(out).toContain('signed     by Jane Roe, at ');
  expect(out).toContain(`Signed: ${join(run.folder, name)}`);
  expect(await readdir(run.folder)).toEqual([...before, name].sort());
  const { predicate, ...statement } = await statementOf(run);
  expect(statement).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    subject: [{ name: 'app', digest: { sha256: run.digest } }],
  });
  expect(predicate).toMatchObject({ result: 'PASSED', warnedTests: [], failedTests: [] });
  expect(predicate.passedTests).toContain('no-foreign-listing');
  expect(predicate.configuration.map((file: { name: string }) => file.name)).toEqual([
    'verdict.json',
    'accept',
    'coverage.json',
    'history/properties.ndjson',
    'history/scenarios.ndjson',
    'history/sweep.ndjson',
    'index.html',
    'junit.xml',
    'plan.json',
    'results.sarif',
    'summary.md',
  ]);
  expect(predicate.configuration[0].annotations).toMatchObject({
    signOff: { by: 'Jane Roe', despite: null, sealsChecked: true },
    run: { release: '1.1', verdict: 'holds', scope: 'default' },
  });
});

const narrowed: Record<string, [Partial<Plan> & { budget?: number }, string]> = {
  'a budget': [{ budget: 15_000 }, 'a budget of 15 s (--budget)'],
  'fewer parts': [{ parts: ['sweep', 'scenarios'] }, 'it left out properties (--only)'],
  'strength 2': [{ strength: 2 }, 'by 2 and not by 3 (--strength)'],
  'fewer accounts': [{ cohortTuples: { covered: 3, total: 4 } }, '3 of 4 were there (--accounts)'],
  'an option that leaves out': [
    { command: 'npx --no chaperone verify --no-sensitivity --seed 1' },
    'it ran with --no-sensitivity',
  ],
};

describe('a run that was narrowed is not signed off:', () => {
  it.each(Object.entries(narrowed))('%s', async (_, [change, why]) => {
    const run = await signableRun(change);
    const { code, out, err } = await signed(run);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`the run was narrowed: `);
    expect(err).toContain(why);
    expect(err).toContain('--despite');
    expect(existsSync(join(run.folder, name))).toBe(false);
  });

  it('but with a reason, which the statement carries', async () => {
    const run = await signableRun({ parts: ['sweep'], strength: 2 });
    const { code, out } = await signed(run, ['--despite', 'hotfix of the login']);
    expect(code).toBe(0);
    expect(out).toMatch(/despite +the run was narrowed: it left out properties and scenarios/);
    const { predicate } = await statementOf(run);
    expect(predicate.result).toBe('WARNED');
    expect(predicate.configuration[0].annotations.signOff.despite).toEqual({
      reason: 'hotfix of the login',
      against: [
        'the run was narrowed: it left out properties and scenarios (--only)',
        'the run was narrowed: it combined factors by 2 and not by 3 (--strength)',
      ],
    });
  });
});

it('signs what an update changed that left the release as it is, which the check prints', async () => {
  const run = await signableRun(
    { update: { expected: true, name: null, sameRelease: 'cache TTL 60 → 300' } },
    { run: unchangedRelease() },
  );
  const { code, out } = await signed(run);
  const what = 'update     leaves the release as it is, and changes this: cache TTL 60 → 300';
  expect(code).toBe(0);
  expect(out).toContain(what);
  const { predicate } = await statementOf(run);
  expect(predicate.result).toBe('PASSED');
  expect(predicate.configuration[0].annotations.run.sameRelease).toBe('cache TTL 60 → 300');
  const checked = await checkedFor(run, '1.0');
  expect(checked.code).toBe(0);
  expect(checked.out).toContain(what);
});

/** Checks the sign-off of a run for a release, as a deploy job does. */
async function checkedFor(run: Awaited<ReturnType<typeof signableRun>>, release: string) {
  const of = ['--release', release, '--subject', `app@sha256:${run.digest}`];
  const file = join(run.folder, name);
  return chaperoneHere(run.home, ['check-sign-off', file, '--key', 'sign-off.pub', ...of]);
}

it('signs the sweep of a pool, and states the limit, which the check prints', async () => {
  const run = await signableRun({ pooled: true, parts: ['sweep'] });
  const { code, out } = await signed(run);
  const limit = /limit +accounts were handed over \(accounts\.pool\): sweep only, no properties/;
  expect(code).toBe(0);
  expect(out).toMatch(limit);
  expect(out).not.toMatch(/^ +despite/m);
  const { predicate } = await statementOf(run);
  expect(predicate.result).toBe('WARNED');
  const checked = await checkedFor(run, '1.1');
  expect(checked.code).toBe(0);
  expect(checked.out).toMatch(limit);
});

const healthy = healthyRun();
const leaky = leakyRun();
const unread = { ...healthy, facts: healthy.facts.filter(({ fact }) => fact !== 'release-read') };

describe.each([
  ['violated', 1, leaky, 'the verdict is violated, by '],
  ['inconclusive', 3, unread, 'the verdict is inconclusive: '],
] as const)('a run that is %s', (_, exitCode, records, why) => {
  it('is not signed off', async () => {
    const run = await signableRun({}, { run: records });
    const { code, out, err } = await signed(run);
    expect([code, out]).toEqual([exitCode, '']);
    expect(err).toContain(why);
  });

  it('is a failed test in the statement, where it is signed with a reason', async () => {
    const run = await signableRun({}, { run: records });
    expect((await signed(run, ['--despite', 'the leak is of staging alone'])).code).toBe(0);
    const { predicate } = await statementOf(run);
    expect(predicate.result).toBe('FAILED');
    expect(predicate.failedTests).not.toEqual([]);
  });
});

it('what the definition admits is a warning in the statement', async () => {
  const accept = [
    { what: 'gap', surface: 'GET /visits', reason: 'known', by: 'QA', until: '2099-01-01' },
  ] as const;
  const run = await signableRun({ accept });
  const { code, out } = await signed(run);
  expect(code).toBe(0);
  expect(out).toContain('admitted   1 entries of accept');
  expect((await statementOf(run)).predicate.result).toBe('WARNED');
});

it('says where the seals could not be checked, and so does the statement', async () => {
  const run = await signableRun({}, { secrets: false });
  const { code, out } = await signed(run);
  expect(code).toBe(0);
  expect(out).toContain(
    'the seals of the history were not checked when it was signed, as their key goes with',
  );
  const { predicate } = await statementOf(run);
  expect(predicate.configuration[0].annotations.signOff.sealsChecked).toBe(false);
});

it('does not sign past seals that it could check, but for the passphrase', async () => {
  const run = await signableRun();
  await writeSecrets(join(run.home, '.chaperone/test-run/secrets.json'), {}, 'the passphrase');
  const { code, err } = await signed(run);
  expect(code).toBe(2);
  expect(err).toContain('CHAPERONE_KEY');
});

it('says which clock is wrong where a run ends in the future', async () => {
  const run = await signableRun();
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.UTC(2025, 0, 1));
  const { code, err } = await signed(run).finally(() => clock.mockRestore());
  expect(code).toBe(2);
  expect(err).toContain('The run ended at 2026-01-01T00:00:02.580Z, and here it is 2025-01-01');
});

it('takes the key from the environment, and opens an encrypted one', async () => {
  const run = await signableRun();
  const withoutKey = run.terms.slice(0, -2);
  const text = await readFile(join(run.home, 'sign-off.pem'), 'utf8');
  const given = ['sign-off', 'test-run', ...withoutKey];
  expect((await chaperoneHere(run.home, given, { CHAPERONE_SIGNING_KEY: text })).code).toBe(0);
  const locked = generateKeyPairSync('ed25519').privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'open sesame',
  });
  await writeFile(join(run.home, 'locked.pem'), locked);
  const other = [...given, '--key', 'locked.pem', '--out', 'other.dsse.json'];
  const opened = await chaperoneHere(run.home, other, {
    CHAPERONE_SIGNING_PASSPHRASE: 'open sesame',
  });
  expect(opened.code).toBe(0);
  expectPlain(opened, ['sesame']);
  expect(existsSync(join(run.home, 'other.dsse.json'))).toBe(true);
});

const withKey = ['--key', 'sign-off.pem'];
const withSubject = ['--subject', `a@sha256:${'0'.repeat(64)}`];
const by = ['--by', 'me'];

describe('refuses, with 2, cause and remedy:', () => {
  it.each([
    ['nobody who signs', [...withSubject, ...withKey], {}, "'--by <name>' not specified"],
    ['no artefact', [...by, ...withKey], {}, 'No --subject says what was deployed'],
    ['an artefact by tag', [...by, '--subject', 'app:1.1', ...withKey], {}, '64 hex digits'],
    ['no key', [...by, ...withSubject], {}, 'There is no key to sign with.'],
    ['an empty key', [...by, ...withSubject], { CHAPERONE_SIGNING_KEY: '' }, 'KEY is empty'],
    ['a key that is not there', [...by, ...withSubject, '--key', 'no.pem'], {}, '(ENOENT)'],
    ['a public key', [...by, ...withSubject, '--key', 'sign-off.pub'], {}, 'holds a public key'],
    [
      'where nothing can be written',
      [...by, ...withSubject, ...withKey, '--out', 'sign-off.pub/x.json'],
      {},
      'then sign off again.',
    ],
  ])('%s', async (_, args, env: Record<string, string>, says) => {
    const run = await signableRun();
    const ended = await chaperoneHere(run.home, ['sign-off', 'test-run', ...args], env);
    expect([ended.code, ended.out]).toEqual([2, '']);
    expect(ended.err).toContain(says);
    expectPlain(ended);
  });

  it('a run that was not judged, a link in its place, and a second sign-off', async () => {
    const run = await signableRun();
    await writeKeys(run.home, 'other');
    await symlink(join(run.home, 'other.pem'), join(run.folder, 'incident.md'));
    expect((await signed(run)).err).toContain('is no file but a link');
    await rm(join(run.folder, 'incident.md'));
    await signed(run);
    const text = await readFile(join(run.folder, name), 'utf8');
    const again = await signed(run);
    expect(again.code).toBe(2);
    expect(again.err).toContain('is there already');
    expect(await readFile(join(run.folder, name), 'utf8')).toBe(text);
    await rm(join(run.folder, name));
    await rm(join(run.folder, 'verdict.json'));
    const unjudged = await signed(run);
    expect(unjudged.code).toBe(2);
    expect(unjudged.err).toContain('the run has not been judged, or is half there');
  });
});

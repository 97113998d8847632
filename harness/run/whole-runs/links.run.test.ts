import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeLinkClinic, startLinkClinic } from '../testing/link-clinic.ts';
import type { LinkClinicOptions } from '../testing/link-clinic.ts';
import { runWhole } from '../testing/run-whole.ts';

const lasts = 1;

async function run(
  options: LinkClinicOptions & { linksOnly?: boolean },
  hosts?: readonly string[],
  bearer = options.asks === 'signature',
) {
  const clinic = await startLinkClinic(options);
  const definition = describeLinkClinic(clinic, {
    ...(options.lasts === undefined ? {} : { lasts: options.lasts }),
    ...(bearer ? { bearer } : {}),
    ...(options.linksOnly === undefined ? {} : { linksOnly: options.linksOnly }),
    ...(hosts === undefined ? {} : { hosts }),
  });
  const update = () => {
    clinic.release = '2';
    clinic.updatedAt = Date.now();
  };
  const { verdict, folder } = await runWhole(definition, update, { accounts: 4 });
  const broken = [...new Set(verdict.violations.map(({ invariant }) => invariant))].sort();
  const of = (id: string) => verdict.invariants.find((one) => one.id === id)?.verdict;
  return { verdict: verdict.verdict, reasons: verdict.reasons, broken, of, folder, clinic };
}

describe('links of a healthy deployment hold:', () => {
  it('an absolute address with an unguessable id, which needs the session', async () => {
    const { verdict, reasons, of } = await run({ asks: 'session' });
    expect({ verdict, reasons }).toEqual({ verdict: 'holds', reasons: [] });
    expect(of('no-access-after-revocation')).toBe('inapplicable');
  });

  it('a signed address that needs the session and expires; no signature is left in the run', async () => {
    const { verdict, reasons, of, folder, clinic } = await run({ asks: 'both', lasts });
    expect({ verdict, reasons }).toEqual({ verdict: 'holds', reasons: [] });
    expect(of('no-access-after-revocation')).toBe('holds');
    expect(clinic.given.size).toBeGreaterThan(100);
    expect(await signaturesIn(folder, clinic.given)).toEqual([]);
  });

  it('an address in an answer that is no surface of the definition', async () => {
    const { verdict, reasons } = await run({ asks: 'both', lasts, linksOnly: true });
    expect({ verdict, reasons }).toEqual({ verdict: 'holds', reasons: [] });
  });

  it('an address whose query names the recording by a key', async () => {
    const { verdict, reasons } = await run({ asks: 'signature', lasts, keyed: true });
    expect({ verdict, reasons }).toEqual({ verdict: 'holds', reasons: [] });
  });

  it('an address whose token alone decides, beside the time at which it was given', async () => {
    const { verdict, reasons, broken } = await run({ asks: 'signature', lasts, opaque: true });
    expect({ verdict, reasons, broken }).toEqual({ verdict: 'holds', reasons: [], broken: [] });
  });

  it('an address on another host that works for every bearer until it expires', async () => {
    const { verdict, reasons, of } = await run({ asks: 'signature', lasts, elsewhere: true });
    expect({ verdict, reasons }).toEqual({ verdict: 'holds', reasons: [] });
    expect(of('no-access-after-revocation')).toBe('holds');
  });
});

describe('is caught:', () => {
  it.each([
    ['works for other accounts', { asks: 'both', slip: 'owner' }, ['no-foreign-streaming']],
    [
      'works without a session',
      { asks: 'both', slip: 'session' },
      ['no-access-after-sign-out', 'no-anonymous-access', 'no-foreign-streaming'],
    ],
    ['works after sign-out', { asks: 'both', slip: 'signed-out' }, ['no-access-after-sign-out']],
    [
      'works by its ranges',
      { asks: 'session', slip: 'range' },
      ['no-access-after-sign-out', 'no-anonymous-access', 'no-foreign-streaming'],
    ],
    [
      'leads to another’s by its ranges, for its owner',
      { asks: 'session', slip: 'range-mixed-up' },
      ['no-foreign-streaming'],
    ],
    [
      'works after its end',
      { asks: 'signature', lasts, slip: 'end' },
      ['no-access-after-revocation'],
    ],
    [
      'works after its end with the session',
      { asks: 'both', lasts, slip: 'end' },
      ['no-access-after-revocation'],
    ],
    [
      'works after its end by its ranges',
      { asks: 'signature', lasts, slip: 'range-end' },
      ['no-access-after-revocation'],
    ],
    [
      'had ended before the update, and works again',
      { asks: 'signature', lasts, slip: 'old-end' },
      ['no-access-after-revocation'],
    ],
    [
      'works without its signature',
      { asks: 'signature', slip: 'signature' },
      ['no-anonymous-access', 'no-foreign-streaming'],
    ],
    [
      'works with the signature of another',
      { asks: 'signature', slip: 'binding' },
      ['no-foreign-streaming'],
    ],
    [
      'has a key that its signature does not cover',
      { asks: 'signature', lasts, keyed: true, slip: 'key' },
      ['no-foreign-streaming'],
    ],
    [
      'names whom it was made for, which its signature does not cover',
      { asks: 'both', lasts, slip: 'account' },
      ['no-foreign-streaming'],
    ],
    [
      'has an end that its signature does not cover',
      { asks: 'signature', lasts, slip: 'moved-end' },
      ['no-access-after-revocation'],
    ],
    [
      'is given to whoever asks',
      { asks: 'signature', slip: 'given' },
      ['no-foreign-reading', 'no-foreign-streaming'],
    ],
    [
      'is withheld from others, in an answer of no surface that shows all else',
      { asks: 'both', lasts, slip: 'withheld', linksOnly: true },
      ['no-foreign-reading'],
    ],
    [
      'is made for another, in their own list',
      { asks: 'signature', lasts, keyed: true, slip: 'advertised' },
      ['no-foreign-streaming'],
    ],
    [
      'is handed to another by its signature',
      { asks: 'signature', slip: 'listed' },
      ['no-foreign-credentials'],
    ],
  ] as const)('a link that %s', async (_, options, invariants) => {
    const { broken, folder, clinic } = await run(options);
    expect(broken).toEqual(invariants);
    expect(await signaturesIn(folder, clinic.given)).toEqual([]);
  });
});

it('sends no request to a host that is not in hosts, and says so', async () => {
  const { verdict, reasons } = await run({ asks: 'session', elsewhere: true }, []);
  expect(verdict).toBe('inconclusive');
  expect(reasons.join('\n')).toMatch(
    /its address is on http:\/\/127\.0\.0\.1:\d+, which is not the deployment's: if it is, add "127\.0\.0\.1:\d+" to hosts/,
  );
});

it('names links that last longer than it waits, with a remedy', async () => {
  const { verdict, reasons } = await run({ asks: 'both', lasts: 3600 });
  expect(verdict).toBe('inconclusive');
  expect(reasons.join('\n')).toMatch(
    /no-access-after-revocation: .*has not ended, and no more than 120 s are waited for that: let it last less long/,
  );
});

it('reports a bearer link that never expires and has no signature to forge', async () => {
  const { verdict, reasons } = await run({ asks: 'session', slip: 'session' }, undefined, true);
  expect(verdict).toBe('inconclusive');
  expect(reasons.join('\n')).toMatch(
    /no-foreign-streaming: whoever has its address may use it, for ever.*GET \/recordings/,
  );
});

/** Files of the run that hold one of the signatures. */
async function signaturesIn(folder: string, given: ReadonlySet<string>): Promise<string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const file of files.filter((one) => one.isFile())) {
    const text = await readFile(join(file.parentPath, file.name), 'utf8');
    if (text.match(/[0-9a-f]{64}/g)?.some((word) => given.has(word))) found.push(file.name);
  }
  return found;
}

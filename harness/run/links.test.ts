import { describe, expect, it } from 'vitest';
import { describeLinkClinic, startLinkClinic } from './testing/link-clinic.ts';
import type { LinkClinicOptions } from './testing/link-clinic.ts';
import { runWhole } from './testing/run-whole.ts';

const lasts = 1;

async function run(options: LinkClinicOptions, hosts?: readonly string[]) {
  const clinic = await startLinkClinic(options);
  const definition = describeLinkClinic(clinic, {
    ...(options.lasts === undefined ? {} : { lasts: options.lasts }),
    ...(options.asks === 'signature' ? { bearer: true } : {}),
    ...(hosts === undefined ? {} : { hosts }),
  });
  const { verdict } = await runWhole(definition, () => void (clinic.release = '2'));
  const broken = [...new Set(verdict.violations.map(({ invariant }) => invariant))].sort();
  const of = (id: string) => verdict.invariants.find((one) => one.id === id)?.verdict;
  return { verdict, broken, of, reasons: verdict.reasons };
}

describe('links of a healthy deployment hold:', () => {
  it('an absolute address with an id that nobody can guess, which needs the session', async () => {
    const { verdict, reasons, of } = await run({ asks: 'session' });
    expect({ verdict: verdict.verdict, reasons }).toEqual({ verdict: 'holds', reasons: [] });
    expect(of('no-access-after-revocation')).toBe('inapplicable');
  });

  it('a signed one that needs the session too, and ends', async () => {
    const { verdict, reasons, of } = await run({ asks: 'both', lasts });
    expect({ verdict: verdict.verdict, reasons }).toEqual({ verdict: 'holds', reasons: [] });
    expect(of('no-access-after-revocation')).toBe('holds');
  });

  it('one that whoever has it may use until it ends, on a host of its own', async () => {
    const { verdict, reasons, of } = await run({ asks: 'signature', lasts, elsewhere: true });
    expect({ verdict: verdict.verdict, reasons }).toEqual({ verdict: 'holds', reasons: [] });
    expect(of('no-access-after-revocation')).toBe('holds');
  });
});

describe('is caught:', () => {
  it.each([
    ['for other accounts', { asks: 'both', slip: 'owner' }, ['no-foreign-streaming']],
    [
      'without a session',
      { asks: 'both', slip: 'session' },
      ['no-access-after-sign-out', 'no-anonymous-access', 'no-foreign-streaming'],
    ],
    ['after sign-out', { asks: 'both', slip: 'signed-out' }, ['no-access-after-sign-out']],
    [
      'by its ranges',
      { asks: 'session', slip: 'range' },
      ['no-access-after-sign-out', 'no-anonymous-access', 'no-foreign-streaming'],
    ],
    ['after its end', { asks: 'signature', lasts, slip: 'end' }, ['no-access-after-revocation']],
    [
      'after its end, with a session',
      { asks: 'both', lasts, slip: 'end' },
      ['no-access-after-revocation'],
    ],
    [
      'without its signature',
      { asks: 'signature', slip: 'signature' },
      ['no-anonymous-access', 'no-foreign-streaming'],
    ],
    [
      'with the signature of another',
      { asks: 'signature', slip: 'binding' },
      ['no-anonymous-access', 'no-foreign-streaming'],
    ],
  ] as const)('a link that works %s', async (_, options, invariants) => {
    const { broken } = await run(options);
    expect(broken).toEqual(invariants);
  });
});

it('asks nothing of a host that nobody named, and says so', async () => {
  const { verdict, reasons } = await run({ asks: 'session', elsewhere: true }, []);
  expect(verdict.verdict).toBe('inconclusive');
  expect(reasons.join('\n')).toMatch(
    /its address is on http:\/\/127\.0\.0\.1:\d+, which is not the deployment's: if it is, add "127\.0\.0\.1:\d+" to hosts/,
  );
});

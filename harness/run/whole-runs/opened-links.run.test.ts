import { expect, it } from 'vitest';
import { describeLinkClinic, startLinkClinic } from '../testing/link-clinic.ts';
import type { LinkClinicOptions, Slip } from '../testing/link-clinic.ts';
import { runWhole } from '../testing/run-whole.ts';

/** Takes a clinic with links through an update that may bring a slip, and resolves with how what it opened was asked for. */
async function openedBy(options: LinkClinicOptions, brought?: Slip) {
  const clinic = await startLinkClinic(options);
  const { verdict } = await runWhole(
    describeLinkClinic(clinic, {
      ...(options.lasts === undefined ? {} : { lasts: options.lasts }),
      bearer: options.asks === 'signature',
    }),
    () => {
      clinic.release = '2';
      if (brought !== undefined) clinic.slip = brought;
    },
  );
  const { opened = [] } = verdict.access ?? {};
  return {
    opened: [...new Set(opened.map(({ role, variant }) => `${role} ${variant}`))].sort(),
    invariant: verdict.invariants.find(({ id }) => id === 'no-opened-access')?.verdict,
  };
}

const keyed = { asks: 'signature', keyed: true, lasts: 1 } as const;

it.each<[string, LinkClinicOptions, Slip | undefined, string, string[]]>([
  [
    'a signature that no longer covers what it leads to',
    keyed,
    'key',
    'violated',
    ['patient exchanged: another’s key'],
  ],
  [
    'a signature of another, which is taken',
    { asks: 'signature' },
    'binding',
    'violated',
    ['patient swapped'],
  ],
  ['nothing where all is as it was', { asks: 'both', lasts: 1 }, undefined, 'holds', []],
])('tells %s', async (_, options, brought, invariant, opened) => {
  expect(await openedBy(options, brought)).toEqual({ invariant, opened });
});

it('does not tell as opened what was open before', async () => {
  expect(await openedBy({ ...keyed, slip: 'key' })).toEqual({ invariant: 'holds', opened: [] });
});

import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { list, noSurface, none, socket } from '../../deployment/surfaces/surfaces.ts';
import { acrossUpdate } from '../../domain/surfaces/variant.ts';
import { deployLive, describeLive } from '../../exercise/listening/live.test-support.ts';
import type { Faults } from '../../exercise/listening/live.test-support.ts';
import { createMediaSource } from '../../exercise/seed/seed-media.ts';
import { recheck } from '../recheck/recheck.ts';
import { runWhole } from '../testing/run-whole.ts';
import { findViolation } from './rechecking.test-support.ts';

it('what came over a connection from before an update is looked for through that update again', async () => {
  const state = { release: '1' };
  const faults: Faults = { toAllFromBefore: true };
  const deployment = await deployLive(faults, () => state.release);
  const usual = describeLive(deployment.url);
  const definition = {
    ...usual,
    url: deployment.url,
    accounts: { ...usual.accounts, secondFactor: none('nobody has one') },
    factors: { region: ['uk', 'ie'] },
    surfaces: [
      list('GET /notes'),
      noSurface('stream', 'none'),
      socket('GET /live', { gives: 'list', act: 'send' }),
    ],
  };
  const update = () => void (state.release = '2');
  const { verdict } = await runWhole(definition, update);
  const violation = verdict.violations.find(({ variant }) => variant === acrossUpdate);
  if (violation === undefined) throw new Error('nothing came over such a connection');
  faults.toAll = true;
  const { plan } = await findViolation(definition, () => true);
  delete faults.toAll;
  const again = async () => {
    state.release = '1';
    return recheck(violation, {
      plan,
      folder: tmpdir(),
      setting: {
        definition,
        embedded: {
          url: deployment.url,
          update: async () => update(),
          stop: async () => undefined,
        },
      },
      update: 'next',
      signal: new AbortController().signal,
      media: createMediaSource(),
      journal: undefined,
      firstAccount: 100,
    });
  };
  expect(await again()).toMatchObject({ came: 'still there' });
  delete faults.toAllFromBefore;
  expect(await again()).toMatchObject({ came: 'gone' });
});

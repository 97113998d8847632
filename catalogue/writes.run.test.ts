import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import definition from '../chaperone.config.ts';
import { startPharmacy } from '../clinic/embedded-pharmacy.ts';
import { openClinic } from '../clinic/open-clinic.ts';
import { leastCost } from '../clinic/sign-in/passwords.ts';
import { writes } from '../clinic/updates/writes/index.ts';
import { switchToVideo } from '../clinic/updates/switch-to-video.ts';
import type { Update } from '../clinic/updates/update.ts';
import { outboundInPlan } from '../harness/deployment/outbound.ts';
import { askable } from '../harness/deployment/surfaces/surface.ts';
import { describeSurface } from '../harness/deployment/surfaces/surface-modules.ts';
import { writesInPlan } from '../harness/deployment/write.ts';
import { foreignWrite } from '../harness/exercise/probes/foreign-write.ts';
import { outbound } from '../harness/exercise/probes/outbound.ts';
import { ownViews } from '../harness/exercise/probes/own-views.ts';
import { sweep } from '../harness/exercise/sweep/sweep.ts';
import { testWorker } from '../harness/exercise/worker/worker.test-support.ts';
import { judgeRun } from '../harness/judging/judge.ts';
import { hasLevels } from '../harness/domain/accounts/account.ts';

const cohorts = ['uk', 'ie'].flatMap((region) =>
  ['web', 'app'].map((client) => ({ region, client, call: 'audio', secondFactor: 'none' })),
);

/** Four patients and two clinicians of a clinic at a release; their own views, and the two probes. */
async function judged(update: Update) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'clinic-'));
  const pharmacy = await startPharmacy();
  const adminKey = 'key-of-the-tests';
  const clinic = await openClinic({
    dataFolder,
    adminKey,
    passwordCost: leastCost,
    pharmacyUrl: pharmacy.url,
    update,
  });
  const before = { ...process.env };
  Object.assign(process.env, { CLINIC_ADMIN_KEY: adminKey, CLINIC_PHARMACY_URL: pharmacy.url });
  onTestFinished(async () => {
    process.env = before;
    await clinic.close();
    await pharmacy.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });
  const { embedded: _, ...described } = definition;
  const { worker } = await testWorker({ ...described, url: clinic.url });
  for (let staff = 0; staff < 2; staff += 1)
    await worker.signIn(await worker.createAccount({ cohort: {}, role: 'clinician' }));
  for (const cohort of [...cohorts, ...cohorts.toReversed()])
    await worker.createThing(await worker.signIn(await worker.createAccount({ cohort })));
  await sweep(worker, { seed: 1, probes: [ownViews, foreignWrite, outbound] });
  const plan = {
    ...worker.plan,
    factors: definition.factors ?? {},
    surfaces: askable(definition.surfaces).map(describeSurface),
    ...writesInPlan(definition),
    ...outboundInPlan(definition),
  };
  const result = judgeRun({ plan, history: { ...worker.recorded, defects: [] } });
  const found = Object.entries(result.findings).flatMap(([id, { breaches }]) =>
    breaches.length > 0 ? [id] : [],
  );
  const viewers = result.cases.map(({ violation }) => violation.viewer.cohort);
  return { ...result, found, viewers };
}

// One of each invariant: all of them are tried by the catalogue.
const sample = writes.filter(({ id }) => ['anybody-changes', 'batched-prescriptions'].includes(id));

describe.each(sample)('$id', (update) => {
  it('is found in four kinds of accounts, as what it declares', async () => {
    const { found, viewers } = await judged(update);
    const [declared] = update.breaks;
    expect(found).toEqual([declared?.invariant]);
    // All accounts are from after the update here.
    const { account: _, ...cohort } = declared?.cohort ?? {};
    for (const viewer of viewers) expect(hasLevels(viewer, cohort)).toBe(true);
  });
});

it('the healthy clinic keeps writes and prescriptions apart', async () => {
  const { findings, found } = await judged(switchToVideo);
  expect(found).toEqual([]);
  for (const id of ['no-tampering', 'outbound-to-the-right-party'])
    expect(findings[id]).toMatchObject({ verdict: 'holds', reasons: [] });
});

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import clinic from '../chaperone.config.ts';
import { createClock } from '../clinic/clock.ts';
import { startPharmacy } from '../clinic/embedded-pharmacy.ts';
import { embeddedLinkSeconds } from '../clinic/embedded.ts';
import { openClinic } from '../clinic/open-clinic.ts';
import { leastCost } from '../clinic/sign-in/passwords.ts';
import { findUpdate } from '../clinic/updates/index.ts';
import { defineDeployment } from '../harness/index.ts';
import type { RunningEmbedded } from '../harness/index.ts';

/** Starts a fresh clinic that runs in this process, so that a run takes one core, and nothing waits for a process to start. */
async function start(): Promise<RunningEmbedded> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'clinic-'));
  const adminKey = randomBytes(24).toString('base64url');
  const pharmacy = await startPharmacy();
  const clock = createClock();
  const same = {
    clock,
    dataFolder,
    adminKey,
    // As the clinic has it that the definition starts otherwise, in a process of its own.
    passwordCost: leastCost,
    linkLifetime: embeddedLinkSeconds * 1000,
    pharmacyUrl: pharmacy.url,
  };
  let open = await openClinic(same);
  return {
    url: open.url,
    clock: { advance: async (milliseconds) => clock.advance(milliseconds) },
    environment: { CLINIC_ADMIN_KEY: adminKey, CLINIC_PHARMACY_URL: pharmacy.url },
    async update(id) {
      const update = findUpdate(id);
      if (update === undefined) throw new Error(`The clinic has no update "${id}".`);
      const { port } = open;
      await open.close();
      open = await openClinic({ ...same, update, port });
    },
    async stop() {
      await open.close();
      await pharmacy.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The clinic’s definition, of a clinic that is started in the process of the run. */
export default defineDeployment({
  ...clinic,
  embedded: { updates: clinic.embedded?.updates ?? [], start },
});

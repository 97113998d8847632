import { startClinic } from '../../clinic/embedded.ts';
import type { Embedded } from '../../harness/index.ts';
import { type Fault, faults, nginxConfiguration } from './configuration.ts';
import { startNginx } from './nginx.ts';

/**
 * The clinic behind an nginx that caches. The update takes both to the next release; `break-key` and
 * `break-cache` configure the cache wrongly at that.
 */
export const clinicBehindNginx: Embedded = {
  updates: [
    { id: 'next-release', title: 'the next release' },
    ...Object.entries(faults).map(([fault, what]) => ({
      id: `break-${fault}`,
      title: `the next release, behind ${what}`,
    })),
  ],
  async start() {
    const clinic = await startClinic();
    const { host } = new URL(clinic.url);
    try {
      const nginx = await startNginx((port) => nginxConfiguration(port, host, null));
      return {
        url: nginx.url,
        environment: {
          CLINIC_ADMIN_KEY: clinic.adminKey,
          CLINIC_PHARMACY_URL: clinic.pharmacy.url,
        },
        async update(id) {
          await clinic.applyUpdate('switch-to-video');
          const fault = (Object.keys(faults) as Fault[]).find((name) => id === `break-${name}`);
          await nginx.restart((port) => nginxConfiguration(port, host, fault ?? null));
        },
        async stop() {
          await nginx.stop();
          await clinic.stop();
        },
      };
    } catch (error) {
      await clinic.stop();
      throw error;
    }
  },
};

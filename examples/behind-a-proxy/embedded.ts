import { startClinic } from '../../clinic/embedded.ts';
import type { Embedded } from '../../harness/index.ts';
import { type Fault, faults, nginxConfiguration } from './configuration.ts';
import { startNginx } from './nginx.ts';
import { type Redis, startRedis } from './redis.ts';

/**
 * The clinic behind an nginx that caches, with its lists in a Redis. The update takes clinic and nginx to the next
 * release; `break-key` and `break-cache` configure the cache wrongly at that.
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
    const stops: (() => Promise<void>)[] = [];
    const stop = async (): Promise<void> => {
      for (const end of stops.splice(0).toReversed()) await end();
    };
    try {
      const redis = await startRedis();
      stops.push(redis.stop);
      const clinic = await startClinic({ redis });
      stops.push(clinic.stop);
      const { host } = new URL(clinic.url);
      const nginx = await startNginx((port) => nginxConfiguration(port, host, null));
      stops.push(nginx.stop);
      return {
        url: nginx.url,
        environment: {
          CLINIC_ADMIN_KEY: clinic.adminKey,
          CLINIC_PHARMACY_URL: clinic.pharmacy.url,
        },
        async update(id) {
          await requireLists(redis);
          await clinic.applyUpdate('switch-to-video');
          const fault = (Object.keys(faults) as Fault[]).find((name) => id === `break-${name}`);
          await nginx.restart((port) => nginxConfiguration(port, host, fault ?? null));
        },
        stop,
      };
    } catch (error) {
      await stop();
      throw error;
    }
  },
};

/** Rejects where Redis was not asked for what it had been given: a verdict would say nothing of it. */
async function requireLists({ commands }: Redis): Promise<void> {
  const { get = 0, set = 0 } = await commands();
  // One of them was the clinic's, to see whether it answers.
  if (get < 2 || set < 1) throw new Error(`The lists are not in Redis: ${get} GET, ${set} SET.`);
}

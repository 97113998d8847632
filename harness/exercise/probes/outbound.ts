import { setTimeout as sleep } from 'node:timers/promises';
import type { SweepProbe } from './probe.ts';

/** How often what is still missing is waited for, and how long each time, in milliseconds. */
const waits = { times: 6, each: 400 };

/** Reads what the deployment has sent to third parties, until as much has come as something was to be delivered. */
export const outbound: SweepProbe = {
  id: 'outbound',
  title: 'What third parties got',
  needs: 'a way to read what the deployment sends to third parties (`outbound`)',
  disturbs: 'data',
  async *attempts({ worker }) {
    const addressed = worker.recorded.facts.filter(({ fact }) => fact === 'addressed').length;
    let taken = await worker.takeDeliveries();
    for (let wait = 0; taken < addressed && wait < waits.times; wait += 1) {
      await sleep(waits.each, undefined, { signal: worker.signal }).catch(() => undefined);
      taken += await worker.takeDeliveries();
    }
    yield [{ done: taken }];
  },
};

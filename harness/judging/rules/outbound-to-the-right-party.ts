import { judgeDeliveries } from '../checks/deliveries.ts';
import { conclude, newTally } from './finding.ts';
import type { Invariant } from './invariant.ts';

/** What third parties get holds one patient's data only, and goes to the party that was named. */
export const outboundToTheRightParty: Invariant = {
  id: 'outbound-to-the-right-party',
  title: 'Third parties get one patient’s data, and the right ones do',
  severity: 'critical',
  references: ['CWE-201', 'CWE-488'],
  help: 'What the deployment sent to a third party held another patient’s data, or went to another one than was chosen. Look first at templates and batches that several patients share, then at where the address comes from.',
  judge(evidence) {
    const { outbound, sendsNothing, parts } = evidence.plan;
    const why =
      outbound === undefined
        ? (sendsNothing ??
          'the definition names nothing that the deployment sends to third parties (`outbound`)')
        : parts.includes('sweep')
          ? undefined
          : 'what third parties got is read by the sweep, which is not part of this run';
    if (why !== undefined) return conclude(evidence, newTally(), why);
    return conclude(evidence, judgeDeliveries(evidence));
  },
};

import { judgeTrials } from '../checks/write-trials.ts';
import { conclude, newTally } from './finding.ts';
import type { Invariant } from './invariant.ts';

/** Nobody changes what is another's: what its owner sees stays as it was. */
export const noTampering: Invariant = {
  id: 'no-tampering',
  title: 'Nobody changes what is another’s',
  severity: 'critical',
  references: [
    'CWE-639',
    'CWE-915',
    'OWASP API1:2023 Broken Object Level Authorization',
    'OWASP API3:2023 Broken Object Property Level Authorization',
  ],
  help: 'Somebody wrote to what is another’s, and its owner saw it change. Look first at the check of ownership where the id in the address is resolved for PATCH, PUT, DELETE and POST, then at which fields of the body are taken over, the owner’s above all.',
  judge(evidence) {
    const { plan } = evidence;
    if (plan.writes === undefined || !plan.parts.includes('sweep'))
      return conclude(
        evidence,
        newTally(),
        plan.writes === undefined
          ? 'the definition names nothing that may be written (`writes: [write(…)]`)'
          : 'writes are tried by the sweep, which is not part of this run',
      );
    return conclude(evidence, judgeTrials(evidence));
  },
};

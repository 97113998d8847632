import { numbersInReads } from '../checks/numbers/numbers-in-reads.ts';
import { judgeForeign } from './no-foreign.ts';
import type { Invariant } from './invariant.ts';

/** Nobody reads another’s consultation: see `judgeForeign`. */
export const noForeignReading: Invariant = {
  id: 'no-foreign-reading',
  title: 'Nobody reads another’s consultation',
  severity: 'critical',
  references: ['CWE-639', 'CWE-200', 'OWASP API1:2023 Broken Object Level Authorization'],
  help: 'A thing was given to somebody whose it is not, or stood in an answer about something else. Look first at the check of ownership where the id in the address is resolved, then at what the answer joins in.',
  judge: (evidence) =>
    judgeForeign(evidence, 'read', { breaches: [], gaps: numbersInReads(evidence) }),
};

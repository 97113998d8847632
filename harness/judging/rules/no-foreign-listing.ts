import { judgeFigures } from '../checks/figures.ts';
import { judgeForeign } from './no-foreign.ts';
import type { Invariant } from './invariant.ts';

/** Nobody lists another’s consultations, nor counts them: see `judgeForeign`. */
export const noForeignListing: Invariant = {
  id: 'no-foreign-listing',
  title: 'Nobody lists another’s consultations',
  severity: 'critical',
  references: ['CWE-639', 'CWE-200', 'OWASP API1:2023 Broken Object Level Authorization'],
  help: 'A list of a viewer’s own things held a row, or anything else, of somebody else’s; an owner who is unknown is somebody this run did not seed. So does a figure that moves with what others do. Look first at the filter on the owner in the query of the list or count, then at caches between it and the answer.',
  judge: (evidence) => judgeForeign(evidence, 'list', judgeFigures(evidence)),
};

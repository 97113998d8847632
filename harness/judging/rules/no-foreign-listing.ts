import { numbersBesideRows } from '../checks/numbers/numbers-beside-rows.ts';
import { findMoves } from '../evidence/moves.ts';
import { judgeForeign } from './no-foreign.ts';
import type { Invariant } from './invariant.ts';

/** Nobody lists another’s consultations: see `judgeForeign`. Whether they count them, `undisturbed-view` says. */
export const noForeignListing: Invariant = {
  id: 'no-foreign-listing',
  title: 'Nobody lists another’s consultations',
  severity: 'critical',
  references: ['CWE-639', 'CWE-200', 'OWASP API1:2023 Broken Object Level Authorization'],
  help: 'A list of a viewer’s own things held a row, or anything else, of somebody else’s; an owner who is unknown is somebody this run did not seed. Look first at the filter on the owner in the query of the list or count, then at caches between it and the answer.',
  judge: (evidence) =>
    judgeForeign(evidence, 'list', {
      gives: 'figure',
      breaches: [],
      gaps: numbersBesideRows(evidence, findMoves(evidence)),
    }),
};

import type { Finding, InvariantInfo } from '../../domain/verdict/invariant.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';

/** A rule over history and ledger: data, and one pure function. */
export type Invariant = InvariantInfo & { judge(evidence: ExaminedEvidence): Finding };

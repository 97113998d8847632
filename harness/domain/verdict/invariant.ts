import type { Breach } from './breach.ts';
import type { History } from '../history/history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Plan, SurfaceAcceptance } from '../plan.ts';
import type { InvariantVerdict } from './verdict.ts';

/**
 * Something that could not be judged. `who` is a cohort in words; null where it is everybody. `admittedBy`: what an
 * acceptance of its surface may say to admit it. Default: `gap` alone.
 */
export type Gap = {
  surface: string | null;
  who: string | null;
  why: string;
  admittedBy?: readonly SurfaceAcceptance[];
};

/** What an invariant found. */
export type Finding = {
  verdict: InvariantVerdict;
  /** In words: why it is inconclusive or inapplicable. */
  reasons: readonly string[];
  /** What the reasons were made of, so that several invariants can say the same once. Absent: they stand for themselves. */
  gaps?: readonly Gap[];
  /** Attempts it judged. */
  attempts: number;
  /** Owners' grants among them: the positive control. */
  granted: number;
  breaches: readonly Breach[];
};

/** What judging begins with. */
export type Evidence = { plan: Plan; history: History; ledger: Ledger };

/** All invariants, in the order in which they are judged and reported. Their rules: `harness/judging/rules/catalogue.ts`. */
export const invariantIds = [
  'no-foreign-listing',
  'no-foreign-reading',
  'no-foreign-streaming',
  'no-foreign-credentials',
  'no-anonymous-access',
  'no-access-after-sign-out',
  'no-access-after-revocation',
  'second-factor-required',
  'no-opened-access',
  'no-tampering',
  'outbound-to-the-right-party',
  'private-responses-not-shared',
  'own-access',
  'undisturbed-view',
] as const;

export type InvariantId = (typeof invariantIds)[number];

/** How grave a violation of an invariant is, the gravest first. */
export const severities = ['critical', 'high', 'medium'] as const;

export type Severity = (typeof severities)[number];

/** What an invariant says of itself, to people. */
export type InvariantInfo = {
  /** The name of its file in `harness/judging/rules/`. */
  id: string;
  /** E.g. "Nobody lists another's consultations". */
  title: string;
  severity: Severity;
  /** CWE and OWASP API Security entries. */
  references: readonly string[];
  /** What a violation means and where to look first. */
  help: string;
};

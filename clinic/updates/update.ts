import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';

/** An invariant that an update breaks, and for whom: the answer that a verdict is checked against. */
export interface Breach {
  /** The invariant's id, as the harness names it. */
  invariant: string;
  /** Whose view shows it, in words. */
  viewers: string;
  /**
   * The factors that the viewer's account must have, for instance `region: 'uk'`: those that the clinic is described
   * with, and `account`, `session` and `booking`, each `before` or `after` the update. Empty: any account.
   */
  cohort: Readonly<Record<string, string>>;
  /** Likewise, of those whose data it is. Default: anybody's. */
  owners?: Readonly<Record<string, string>>;
  /** Where it shows. */
  surfaces: readonly string[];
}

/** A change of the clinic's software, from the base release to another one. */
export interface Update {
  /** The same as its file's name. */
  id: string;
  title: string;
  /** The name of the release that it leads to. */
  release: string;
  /** What patients are told. */
  notes: string;
  /** What happened, as far as it was published, and what is in the manner of it; or the class of faults. */
  story?: string;
  /** The weakness by name: `CWE-639`, `OWASP API1:2023`. Default: none. */
  references?: readonly string[];
  /** What shows it beside the sweep. Default: nothing, the sweep is enough. */
  needs?: readonly ('properties' | 'browser')[];
  /** Empty for a healthy update. */
  breaks: readonly Breach[];
  /**
   * Invariants that the same fault may break besides, as it happens: what everybody is shown is also shown to those
   * whose share of it has ended. Default: none.
   */
  mayBreak?: readonly string[];
  /** SQL that is run once, when the update is applied. It must bear being run again. */
  migration?: string;
  /** The functions that this release does differently; all others stay as they were. */
  overrides: (base: ClinicFunctions, clinic: Clinic) => Partial<ClinicFunctions>;
}

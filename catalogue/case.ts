import type { Cohort, Part, Verdict } from '../harness/index.ts';

/** One run that is to be made: a fresh clinic, taken through an update. */
export type Asked = {
  /** The update's id. */
  update: string;
  seed: number;
  /** All attempts that probes name are made. */
  thorough: boolean;
  /** Of a smaller run, by pairs of levels. Default: as many as triples take. */
  accounts?: number;
  parts: readonly Part[];
  /** Leaks are planted in its answers, to see what would have been noticed: of a healthy run. Default: none. */
  planted?: true;
};

/** Something that brought evidence: a probe by its id, or a part of the run (`properties`, `scenarios`). */
export type Source = {
  by: string;
  /** Invariants that are still violated when the history is judged without its attempts. */
  without: readonly string[];
};

/** An invariant that was violated in a run. */
export type Broken = {
  invariant: string;
  /** The kinds of accounts that received something, each once; without any levels: staff, or nobody who is signed in. */
  viewers: readonly Cohort[];
};

/** The earliest attempt that shows a violation, counted from the first attempt after the update. */
export type FirstEvidence = { attempts: number; seconds: number };

/** What came of a run. */
export type Judged = {
  asked: Asked;
  verdict: Verdict['verdict'];
  /** Why it is inconclusive, in words. */
  reasons: readonly string[];
  broken: readonly Broken[];
  sources: readonly Source[];
  /** What the report's first screen says that they have in common; null where there is no violation. */
  headline: {
    title: string;
    viewers: Cohort;
    owners: Cohort;
    invariants: readonly string[];
  } | null;
  first: FirstEvidence | null;
  attempts: number;
  /** From its start to its verdict. */
  seconds: number;
};

/** A run that could not be made, with why. */
export type Failed = { asked: Asked; failed: string };

export type Ended = Judged | Failed;

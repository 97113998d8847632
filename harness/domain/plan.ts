import type { Cohort } from './accounts/account.ts';
import type { Part } from './attempts/attempt.ts';
import type { Places } from './verdict/place.ts';
import { expectedKinds, type SurfaceInfo } from './surfaces/surface.ts';

/**
 * What moves by design when others do something, such as a place in a queue. `path`: a JSON path, with `[*]` for rows
 * (`$.items[*].place`), or a header; what lies below it is meant as well.
 */
export type SharedPlace = { surface: string; path: string; why: string };

/** What can be admitted; see `Acceptance`. */
export const acceptedKinds = ['gap', 'finding', 'uncovered', 'opened', 'blind'] as const;

export type AcceptedKind = (typeof acceptedKinds)[number];

/** What is admitted of a surface as a whole, and not by an id. */
export type SurfaceAcceptance = Exclude<AcceptedKind, 'finding'>;

/**
 * Something known that somebody has admitted, with an end. `gap`: what could not be judged on the surface makes the run
 * inconclusive no longer. `uncovered`: an operation of the deployment's own document that no surface covers. `finding`:
 * violations on the surface that `id` names; what else is found there is violated as ever. `opened`: the update was meant
 * to open the surface to those who were refused before it. `blind`: a planted leak would pass on the surface.
 */
export type Acceptance = {
  what: AcceptedKind;
  /** The surface's id, or the operation of the document. */
  surface: string;
  /**
   * Of a finding, and of nothing else: ids of violations as verdict.json and the report tell them. A `finding` admits a
   * fault for whatever kinds of account, an `id` for one kind of viewer and owner only.
   */
  id?: string | readonly string[];
  reason: string;
  /** Who admits it. */
  by: string;
  /** The last day (UTC) on which it holds, `YYYY-MM-DD`. */
  until: string;
};

/** As a plan keeps it. Plans of earlier versions do not say what is admitted: gaps and uncovered operations. */
type PlannedAcceptance = Omit<Acceptance, 'what'> & { what?: AcceptedKind };

/** What a deployment may say that it does not have, in the order in which reports tell it. */
export const capabilities = [...expectedKinds, 'signOut', 'secondFactor', 'sharing'] as const;

export type Capability = (typeof capabilities)[number];

/** What the deployment says it does not have, by capability, with the reason: makes invariants inapplicable. */
export type Lacks = Partial<Record<Capability, string>>;

/**
 * How much of what probes name is attempted: `default` leaves what is beyond a budget of attempts to `thorough`, which
 * attempts all of it; a `gate` ends with a budget of time.
 */
export const scopes = ['gate', 'default', 'thorough'] as const;

export type Scope = (typeof scopes)[number];

/** Levels in words, by factor and level: before the noun (`UK`), or after it where they begin with `who`, `with`, `of`, … */
export type Phrases = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a run set out to do. Written first (`plan.json`), so that what is missing later can be told. */
export type Plan = {
  schema: 1;
  /** 28 random bits; every token of the run carries them. */
  run: number;
  /** The run folder's name. */
  name: string;
  deployment: string;
  url: string;
  /** Chaperone started the deployment itself, so that `url` ended with the run. Default: it ran already. */
  embedded?: boolean;
  /** Seeds personas, cohorts and pairings. */
  seed: number;
  /** Milliseconds since the epoch. */
  startedAt: number;
  parts: readonly Part[];
  /** Its history files close with digest and seal, and name this plan's digest. Default: they are of an earlier version. */
  sealed?: true;
  /** Its accounts were handed over (`accounts.pool`), so that there is nothing but the sweep. Default: it made its own. */
  pooled?: true;
  /** How much of what probes name is attempted. Default: `default`. */
  scope?: Scope;
  /** Of a gate: milliseconds that the whole run may take, from its start to its reports. */
  budget?: number;
  /** Leaks are planted in the sweep's answers, in memory. Default: none are, or it is of an earlier version. */
  planted?: true;
  /** Factors with their levels, the deployment's and the sides of the update. */
  factors: Readonly<Record<string, readonly string[]>>;
  /**
   * Levels that no account can have together, the sides of the update among them: whatever has all levels of one of these
   * cannot occur. Default: of the sides alone is known what cannot be.
   */
  impossible?: readonly Cohort[];
  /** Levels in words. Default: none was given. */
  phrases?: Phrases;
  /** Strength of the covering array that chose the accounts: 3, or 2 under a tight budget. */
  strength: number;
  /** How many accounts strength 3 would take, where `--accounts` allowed too few. Default: they sufficed, or 2 was asked for. */
  accountsForTriples?: number;
  /** Most patients that the run may make, as `--accounts` said. Default: as many as it needs. */
  mostAccounts?: number;
  /** t-tuples of factor levels (t = strength) that the chosen cohorts cover, of those that can occur. */
  cohortTuples: { covered: number; total: number };
  /** An update took place between the phases; without one, judging says so. */
  update: {
    expected: boolean;
    name: string | null;
    /** What the update changed, in the words of whoever ran it: the release is to stay as it is. Default: it is to change. */
    sameRelease?: string;
  };
  surfaces: readonly SurfaceInfo[];
  /** What was imported and cannot be tried as it stands, with why. Default: nothing. */
  unreached?: readonly { id: string; why: string }[];
  /** The deployment's OpenAPI document is to be read after the update: its name. Default: there is none. */
  openApi?: string;
  /**
   * What surfaces were made from, as read when the run began, by its name (`FHIR /fhir/metadata`): later processes of the
   * run make the same surfaces. Default: all stand in the definition.
   */
  imports?: Readonly<Record<string, unknown>>;
  /** Ids of the writes that may be tried on others' things (`writes`). Default: none may. */
  writes?: readonly string[];
  /** What the deployment sends to third parties can be read (`outbound`). Default: it cannot. */
  outbound?: true;
  /** It sends nothing to third parties, and why. Default: nothing was said of it. */
  sendsNothing?: string;
  /** Things can be shared with other patients. Default: nothing was said of it. */
  sharing?: boolean;
  lacks: Lacks;
  /** What moves by design when others do something. Default: nothing does. */
  shared?: readonly SharedPlace[];
  /** Names of the headers that go with every request; their values are secret. Default: none. */
  headers?: readonly string[];
  /** The command line that repeats the run; absent in runs of properties or scenarios alone. */
  command?: string;
  /** Where the definition and its surfaces are written. Default: nobody noted it. */
  places?: Places;
  /** Folder of run folders, as it was given by `--out`, seen from where the run was made. Default: `reports/runs`. */
  out?: string;
  accept: readonly PlannedAcceptance[];
  /**
   * The baseline that the run is compared with: its file, seen from where the run was made, and the SHA-256 of the copy in the run's folder.
   * Default: there is none.
   */
  baseline?: { file: string; digest: string };
};

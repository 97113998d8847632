import type { ClockMoved } from '../clock.ts';
import type { AccountId, Cohort, Role } from '../accounts/account.ts';
import type { Part } from '../attempts/attempt.ts';
import type { MarkingCarrier } from '../accounts/carrier.ts';
import type { LeftOut } from '../attempts/left-out.ts';
import type { Phase } from '../phase.ts';
import type { ThingFact } from './thing-fact.ts';
import type { PlantedLeak } from '../verdict/planted.ts';
import type { Probed } from '../attempts/probed.ts';
import type { ReleaseParts } from '../release.ts';
import type { Ids, ThingId } from './thing.ts';

/** How a part of a run ends. */
export const partStatuses = ['completed', 'failed', 'interrupted'] as const;

export type PartStatus = (typeof partStatuses)[number];

/** Keyed digests (`idDigest`) of server-given ids, by the names of these. */
export type IdDigests = Readonly<Record<string, string>>;

/**
 * What a worker did to the deployment, written by the worker that holds the account. The ledger is derived
 * from these alone. `at` is in milliseconds since the epoch, taken when the deployment had confirmed it;
 * `from` (where there is one) when it was asked.
 */
export type Fact =
  | {
      type: 'fact';
      fact: 'account-created';
      at: number;
      account: AccountId;
      number: number;
      role: Role;
      cohort: Cohort;
      phase: Phase;
      ids: Ids;
      /** By the ids' names, their digests as attempts have them. Absent in histories of earlier versions. */
      digests?: IdDigests;
      /** It has a second factor. */
      secondFactor: boolean;
      /**
       * The part of the run that it was made for: only the sweep's accounts are expected to try every surface.
       * Filled in from the file's `opened` when a history is read. Default: `sweep`.
       */
      part?: Part;
    }
  | {
      /**
       * The account was there before the run: it is of a pool. `runs`: the earlier runs that had it, by its lease,
       * and its number in them; their tokens with that number are the account's own.
       */
      type: 'fact';
      fact: 'formerly';
      at: number;
      account: AccountId;
      runs: readonly { run: number; number: number }[];
    }
  | {
      /** Said again with further ids when a thing has got more parts (a recording, after its call). */
      type: 'fact';
      fact: 'thing-created';
      at: number;
      thing: ThingId;
      owner: AccountId;
      phase: Phase;
      ids: Ids;
      /** As for accounts. */
      digests?: IdDigests;
    }
  | {
      /** A picture was taken of the page of this attempt (`Attempt.picture`), after the attempt had been recorded. */
      type: 'fact';
      fact: 'pictured';
      at: number;
      attempt: string;
      picture: string;
    }
  | {
      /** By something that it did (an action's `makes`), the account is of these factor levels. */
      type: 'fact';
      fact: 'became';
      at: number;
      account: AccountId;
      levels: Cohort;
    }
  | {
      /** The account is to look again at what had leaked before it was made: it need not try all else. */
      type: 'fact';
      fact: 'made-to-look';
      at: number;
      account: AccountId;
    }
  | {
      type: 'fact';
      fact: 'field-planted';
      at: number;
      account: AccountId;
      /** The field number in the token; null where the carrier is `unique`. */
      field: number | null;
      /** What it is, in words: `consultation reason`, `e-mail address`. */
      name: string;
      thing: ThingId | null;
      carrier: MarkingCarrier;
    }
  | {
      /** `viewer` may see `thing` of `owner` (null: all that is the owner's), by `field` (null: every field). */
      type: 'fact';
      fact: 'entitled';
      /** When it was asked for (the thing's creation, the share); until `at` it judges neither way. Default: `at`. */
      from?: number;
      at: number;
      /** `*`: everybody; `signed-in`: whoever has signed in. */
      viewer: AccountId | '*';
      owner: AccountId;
      thing: ThingId | null;
      field: string | null;
    }
  | {
      /**
       * What `viewer` had been entitled to has ended, or will: where a share ends by itself, both times are told
       * in advance, with some room for clocks that differ.
       */
      type: 'fact';
      fact: 'revoked';
      /** Asked for; from here to `at` it is changing and judges neither way. */
      from: number;
      at: number;
      viewer: AccountId;
      owner: AccountId;
      thing: ThingId | null;
    }
  | ThingFact
  | {
      type: 'fact';
      fact: 'signed-in';
      at: number;
      account: AccountId;
      session: string;
      phase: Phase;
      /** False where the deployment never asked for the second factor of an account that has one. */
      secondFactorAsked: boolean;
    }
  | {
      type: 'fact';
      fact: 'signed-out';
      from: number;
      at: number;
      /** Until then the session may live on by design, so that what it reaches judges neither way. Default: `at`. */
      livesUntil?: number;
      account: AccountId;
      session: string;
    }
  | {
      /** A session was renewed; `from`: when that was asked for. */
      type: 'fact';
      fact: 'session-renewed';
      from: number;
      at: number;
      account: AccountId;
      session: string;
      /** It had been found expired: what it was refused since it was last seen alive says nothing. Default: it was renewed in time. */
      expired?: boolean;
    }
  | {
      /**
       * Could not be done; `what` is `account`, `sign-in`, `sign-out`, `consultation`, … and `why` is in words.
       * Makes the run inconclusive, except for `removal` (what is left is listed by `chaperone clean`).
       */
      type: 'fact';
      fact: 'failed';
      at: number;
      account: AccountId | null;
      cohort: Cohort;
      what: string;
      why: string;
    }
  | {
      /** The account with all its things is gone; or only `thing` of it (cancelled, deleted). */
      type: 'fact';
      fact: 'removed';
      at: number;
      account: AccountId;
      thing?: ThingId;
    }
  | {
      /** The release, as the deployment itself says (null: unreadable). */
      type: 'fact';
      fact: 'release-read';
      at: number;
      phase: Phase;
      release: string | null;
      /** Where the definition tells the release in parts, of which `release` is the line. Default: it is one text. */
      parts?: ReleaseParts;
      /** The deployment itself answered meanwhile, over the `http` that `release` is given. Default: it was not noted. */
      asked?: boolean;
    }
  | ClockMoved
  | {
      /** A part of the run ended. Anything but `completed` makes the run inconclusive. */
      type: 'fact';
      fact: 'part-ended';
      at: number;
      part: string;
      status: PartStatus;
      why: string;
      /** The history files that there were by then, by name: one that is missing later was lost. */
      files?: readonly string[];
    }
  | {
      /** A generated or scripted sequence that showed a violation, as a person would repeat it. */
      type: 'fact';
      fact: 'reproduction';
      at: number;
      /** Attempts that showed it, the shortest sequence's first. */
      attempts: readonly string[];
      /** The steps in words, one a line. */
      steps: readonly string[];
      /** Whether the sequence leaked again on fresh accounts. */
      reproduced: boolean;
      /** How to run it again: seed and path. */
      replay: string;
    }
  | {
      /** The deployment's OpenAPI document was read in a phase; `why` it could not be, in words, else null. */
      type: 'fact';
      fact: 'document-read';
      at: number;
      phase: Phase;
      why: string | null;
      /** Operations without data and those that write were recorded as well. Default: they were not. */
      whole?: boolean;
    }
  | {
      /**
       * What surfaces follow from was read again (`imports` of the plan); `why` it could not be, in words, else null.
       * `added`: ids of surfaces that follow from it and that the plan does not have.
       */
      type: 'fact';
      fact: 'source-read';
      at: number;
      phase: Phase;
      source: string;
      why: string | null;
      added: readonly string[];
    }
  | {
      /** The deployment's own document names an operation that no surface covers; `why` in words. */
      type: 'fact';
      fact: 'uncovered';
      at: number;
      phase: Phase;
      surface: string;
      why: string;
      /** The document says that nobody need sign in for it. Default: it does not. */
      open?: boolean;
      /** It writes, or gives no data, so that it is of interest only if it is new. Default: it gives data. */
      dataless?: boolean;
      /** Functions of the definition performed it. Default: they did not. */
      performed?: boolean;
    }
  | {
      /** Places in an owner's own view whose values carry no marker of ours. */
      type: 'fact';
      fact: 'unmarked-field';
      at: number;
      surface: string;
      where: string;
    }
  | ({
      /** A bound left something out of what the deployment showed: it was not looked at, and the coverage tells it. */
      type: 'fact';
      fact: 'left-out';
      at: number;
      phase: Phase;
    } & LeftOut)
  | ({
      /** A leak was planted in an answer, in memory, to see whether it would be noticed. */
      type: 'fact';
      fact: 'leak-planted';
      at: number;
      phase: Phase;
    } & PlantedLeak)
  | ({
      /** A probe is through. */
      type: 'fact';
      fact: 'probed';
      at: number;
      phase: Phase;
    } & Probed);

/** The facts of one kind. */
export type FactOf<Kind extends Fact['fact']> = Extract<Fact, { fact: Kind }>;

import type { AccountId, Cohort, Role } from '../../domain/account.ts';
import type { Attempt, Channel, Part, SessionState } from '../../domain/attempt.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Gives } from '../../domain/surface.ts';
import type { Ids, ThingId } from '../../domain/thing.ts';
import type { Plan } from '../../domain/plan.ts';
import type { AccountView, Definition, ThingView } from '../../deployment/definition.ts';
import type { Http } from '../../deployment/http.ts';
import type { Surface } from '../../deployment/surface.ts';
import type { HeldLink } from '../attempt/links.ts';
import type { Variant } from '../http/requests.ts';
import type { ListenRound } from '../listening/round-types.ts';

/** An account that a worker holds. */
export type Account = AccountView & {
  number: number;
  hasSecondFactor: boolean;
  /** Of a pool: the earlier runs that had it, and its number in them. Default: it was made by this run. */
  formerly?: readonly { run: number; number: number }[];
};

/** A session of an account's, with its own cookie jar and headers. */
export type Session = {
  /** `a17.s1`; written to the history in place of any credential. */
  id: string;
  account: Account;
  state: SessionState;
  phase: Phase;
  /** For the definition's functions: carries the session's cookies and headers. */
  http: Http;
};

/** A thing that a worker created. */
export type Thing = Omit<ThingView, 'owner'> & { owner: Account };

/** A thing that its owner let another account see. */
export type Share = {
  thing: Thing;
  to: Account;
  /** What `sharing.end` needs beside the thing's. */
  ids: Ids;
  /** When it ends by itself, in milliseconds since the epoch by the deployment's clock; null: never. */
  until: number | null;
  /** It was ended before its time. */
  ended: boolean;
};

/** What one attempt is to do. */
export type AttemptRequest = {
  /** Null: anonymous. */
  session: Session | null;
  surface: Surface;
  /** Null: the viewer's own list at a fixed address. */
  thing: Thing | null;
  /** Default `plain`. */
  variant?: Variant;
  /** The attempt that this one repeats after an unclear outcome. */
  retryOf?: string;
  shrinking?: true;
};

/** Something that a browser received or showed, outside the worker's own requests. */
export type Observation = {
  session: Session | null;
  surface: string;
  gives: Gives;
  thing: Thing | null;
  variant: string;
  sentAt: number;
  answeredAt: number;
  status: number | null;
  headers: Readonly<Record<string, string>>;
  /** What was received (decoded bytes or shown text), each with its place in words (`text of the page`). */
  received: readonly { where: string; content: Uint8Array | string }[];
  /** Rows of a list as shown, in order; null where there are none to attribute. */
  rows: readonly string[] | null;
  /** Texts read from video frames (QR). */
  frames: readonly string[];
  /** What was asked with (addresses, ids), so that its echo is no sighting. */
  sent: readonly string[];
  channel: Exclude<Channel, 'http'>;
  /** Default: by sightings and status as for HTTP. */
  outcome?: Attempt['outcome'];
  why?: string;
};

export type WorkerOptions = {
  /** The run's folder; the history goes to `history/<name>.ndjson` in it. */
  folder: string;
  plan: Plan;
  definition: Definition;
  /** Unique in the run: `sweep-before`, `properties`, `scenarios-desktop-0`, … */
  name: string;
  part: Part;
  phase: Phase;
  /** Numbers of the accounts that this worker may create: from here on. */
  firstAccount: number;
  /** Aborts requests under way and refuses new ones. */
  signal?: AbortSignal;
  /**
   * Keys the digests of ids and rows that go to the history; the same for all workers of a run, since they are
   * compared. Default: a key of this worker alone.
   */
  idKey?: string;
  /** What an earlier worker of the run handed over (`handOver`): its accounts, sessions and things. */
  inherit?: HandOver;
};

/** Accounts with their secrets, open sessions and things: kept in secrets.json between the phases. Plain JSON. */
export type HandOver = {
  /** What the definition sends with every request; absent in secrets of earlier versions. */
  headers?: Readonly<Record<string, string>>;
  accounts: readonly (Omit<Account, 'party'> & {
    party: Readonly<Record<Role, AccountId>>;
    /** The next free field number of its tokens. */
    nextField: number;
    nextThing: number;
    nextSession: number;
    /** Names of the fields planted in its own details: whom a later account may see is decided by field. */
    fields: readonly string[];
  })[];
  sessions: readonly {
    id: string;
    account: AccountId;
    state: SessionState;
    phase: Phase;
    /** tough-cookie's serialised jar. */
    jar: unknown;
    headers: Readonly<Record<string, string>>;
    /** Origins that the headers may go to. */
    origins: readonly string[];
    /** For renewing it, and when that is due; absent in secrets of earlier versions. */
    keep?: Readonly<Record<string, string>>;
    term?: { renewAt: number; expiresAt: number } | null;
  }[];
  things: readonly {
    id: string;
    owner: AccountId;
    party: Readonly<Record<Role, AccountId>>;
    ids: Readonly<Record<string, string>>;
    phase: Phase;
    fields: readonly string[];
  }[];
  /** Ended ones too: they must stay so. */
  shares: readonly (Omit<Share, 'thing' | 'to'> & { thing: ThingId; to: AccountId })[];
  /** Addresses that owners were given, to be tried after their end; absent in secrets of earlier versions. */
  links?: readonly HeldLink[];
};

/**
 * Whatever exercises the deployment does it through a worker: it holds accounts, performs attempts, scans
 * what comes back, and appends all of it to one history file.
 */
export type Worker = {
  readonly name: string;
  readonly plan: Plan;
  readonly definition: Definition;
  readonly phase: Phase;
  /** Aborted when the run was interrupted. */
  readonly signal: AbortSignal;
  readonly accounts: readonly Account[];
  readonly sessions: readonly Session[];
  readonly things: readonly Thing[];
  readonly shares: readonly Share[];
  /** All that this worker has recorded so far, for judging while it runs. */
  readonly recorded: { readonly facts: readonly Fact[]; readonly attempts: readonly Attempt[] };
  /** Makes an account on the deployment. Rejects (and records a `failed` fact) when that fails. */
  createAccount(options: { cohort: Cohort; role?: Role }): Promise<Account>;
  signIn(account: Account): Promise<Session>;
  /** Signs out; the session returned still carries what it carried before (state `signed-out`). */
  signOut(session: Session): Promise<Session>;
  /** Signs in up to the second factor: no code, or a wrong one. Null for accounts without one. */
  signInWithoutSecondFactor(
    account: Account,
    how: 'no-code' | 'wrong-code',
  ): Promise<Session | null>;
  /** Books a consultation with all its parts. */
  createThing(session: Session): Promise<Thing>;
  /**
   * Performs an action of the definition (`actions`) on a thing, or without one (an action that makes one
   * returns ids, from which a new thing is recorded). Returns the thing as it is then.
   */
  act(session: Session, action: string, thing: Thing | null): Promise<Thing | null>;
  /**
   * Lets another account, with its session, see a thing. Rejects (and records a `failed` fact) when that fails, and
   * where it is shared with that account already.
   */
  share(session: Session, thing: Thing, toSession: Session): Promise<Share>;
  /** Ends a share before its time, with a session of the thing's owner; returns it as ended. */
  endShare(session: Session, share: Share): Promise<Share>;
  /** One attempt, without retries: performed, scanned, recorded. Never rejects for what the deployment does. */
  attempt(request: AttemptRequest): Promise<Attempt>;
  /** False where a link's address was never given to its owner, or has no signature to forge (`unsigned`, `swapped`). */
  canTry(request: AttemptRequest): boolean;
  /** When the address ends that the thing's owner was given first in a phase (milliseconds since the epoch); null without one. */
  endOfLink(surface: Surface, thing: Thing, phase: Phase): number | null;
  /**
   * Lets others listen while an owner acts; all of their connections are recorded, the owner's own before and after
   * the others'. Never rejects for what the deployment does.
   */
  listen(round: ListenRound): Promise<readonly Attempt[]>;
  /** Mints and records a canary token for a field that is filled in outside `createThing` and `act` (a webcam, a form). */
  plantToken(account: Account, field: string, thing: Thing | null): string;
  /** Records ids that a thing got later (`recording`, once a call has ended); returns the thing with them. */
  addIds(thing: Thing, ids: Readonly<Record<string, string>>): Thing;
  /**
   * Records a session that was opened in a browser, with its cookies' values, so that they are recognised
   * should another account ever receive them. Its `http` is that of nobody.
   */
  adoptSession(account: Account, credentials: readonly string[]): Session;
  /** Records that such a session was signed out in the browser (asked at `from`); returns it in that state. */
  adoptSignOut(session: Session, from: number): Session;
  /** Records what a browser received or showed. */
  observe(observation: Observation): Promise<Attempt>;
  /** A current second-factor code. */
  totp(account: Account): string;
  /** Asks the deployment for its release and records it; null when it cannot be read. */
  readRelease(): Promise<string | null>;
  record(fact: Fact): void;
  /** Removes its accounts from the deployment, as far as the definition can; returns those that are left. */
  removeAccounts(): Promise<readonly Account[]>;
  handOver(): HandOver;
  /** Writes `closed` and ends the connections. */
  close(): Promise<void>;
};

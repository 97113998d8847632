import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { AccountId, Cohort, Role } from '../../domain/accounts/account.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Ids, ThingId } from '../../domain/ledger/thing.ts';
import type { DeploymentClock } from '../../deployment/embedded.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import type { NamedAddress } from '../attempt/links/named-addresses.ts';
import type { FreshPlace } from '../attempt/reading/fresh-values-of.ts';
import type { Unkept } from '../attempt/kept-samples.ts';
import type { Sample, SampledAnswer, SurfaceSamples } from '../attempt/samples.ts';
import type {
  Acceptance,
  ConnectionSample,
  ConnectionSamples,
} from '../attempt/socket/connection-samples.ts';
import type { PageSample, PageSamples } from '../attempt/pages/page-samples.ts';
import type { Shown } from '../attempt/pages/replay-page.ts';
import type { Message } from '../attempt/socket/received.ts';
import type { Observation, PageTrace } from '../attempt/pages/observation.ts';
import type { ConnectionAcross } from '../listening/across-update.ts';
import type { ListenRound } from '../listening/round-types.ts';
import type { LeftAccount } from '../seed/remove-accounts.ts';
import type { SavedWorker } from '../seed/saved-worker.ts';
import type { FromClient } from '../session/sign-in.ts';
import type { Codes } from '../session/second-factor.ts';
import type { AttemptRequest, Carried, HangUp } from '../state/attempt-request.ts';
import type { Account, SentCookie, Session, Share, Thing } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { PageRequest } from '../rows/take-pages.ts';

/**
 * Sweep, properties and scenarios exercise the deployment through a worker. It holds accounts, makes attempts, scans
 * the answers, and appends all of it to one history file. Functions take only the parts of this type that they use.
 */
export type Worker = InRun &
  Holding &
  Seeding &
  SigningIn &
  Trying &
  Replaying &
  BrowserRecording &
  Lifetime;

/** The run, part and phase that a worker belongs to. */
export type InRun = RunIdentity & {
  /** Aborted when the run was interrupted. */
  readonly signal: AbortSignal;
  /** The deployment's clock, where it can be moved on and nothing else of the run is active. */
  readonly clock: DeploymentClock | null;
};

/** Everything that a worker has made and recorded so far. */
export type Holding = {
  readonly accounts: readonly Account[];
  readonly sessions: readonly Session[];
  readonly things: readonly Thing[];
  readonly shares: readonly Share[];
  /** Everything that this worker has recorded so far, for judging while it runs. */
  readonly recorded: { readonly facts: readonly Fact[]; readonly attempts: readonly Attempt[] };
};

/** Creates accounts, things and shares on the deployment, and removes them. */
export type Seeding = {
  /**
   * Creates an account on the deployment, or takes one from the pool. A failure rejects and records a `failed` fact.
   */
  createAccount(options: { cohort: Cohort; role?: Role }): Promise<Account>;
  /** Books a consultation with all its parts. */
  createThing(session: Session): Promise<Thing>;
  /**
   * Removes a thing with a session of its owner's, by `consultations.remove`, which must be there. A failure rejects and
   * records a `failed` fact.
   */
  removeThing(session: Session, thing: Thing): Promise<void>;
  /**
   * Performs an action of the definition (`actions`) on a thing. Without a thing, the action may create one: if it
   * returns ids, they are recorded as a new thing. Returns the thing in its new state, or null if there is none.
   */
  act(session: Session, action: string, thing: Thing | null): Promise<Thing | null>;
  /**
   * Sets a thing apart for others to try writes on: nothing else uses it from then on, and what shows of it is no leak.
   * Null: a thing that a write of the account may make. Returns the thing's id.
   */
  contest(account: Account, thing: Thing | null): ThingId;
  /** Mints and records a token of the account for a write to a thing that was set apart. */
  contestedToken(account: Account, field: string, thing: ThingId): string;
  /**
   * Shares a thing with the account of another session. A failure rejects and records a `failed` fact. It also rejects
   * when the thing is shared with that account already.
   */
  share(session: Session, thing: Thing, toSession: Session): Promise<Share>;
  /** Ends a share before it expires, with a session of the thing's owner. Returns the ended share. */
  endShare(session: Session, share: Share): Promise<Share>;
  /**
   * Removes things, and then accounts, from the deployment, as far as the definition can. Returns the accounts that are
   * left, or have something left, each with the reason.
   * @param asked accounts whose removal was asked for before, without an answer: where the deployment does not know one
   *   any more, it is removed. Default: none.
   */
  removeAccounts(asked?: ReadonlySet<AccountId>): Promise<readonly LeftAccount[]>;
};

/** Opens and ends sessions. */
export type SigningIn = {
  signIn(account: Account): Promise<Session>;
  /** The addresses, of some, at which somebody who has not signed in is given cookies. */
  addressesWithCookies(addresses: readonly string[]): Promise<readonly string[]>;
  /**
   * Signs in by a client that has cookies already: those that are left of an ended session, and of the addresses. `earlier`:
   * what it had when it first sent what only the account's user knows. Null where the sign-in failed, as it may with such
   * cookies: nothing is recorded of that.
   */
  signInFrom(
    account: Account,
    client: { ended: Session | null; addresses: readonly string[] },
  ): Promise<FromClient | null>;
  /** Signs out. The returned session has the state `signed-out` and still sends its old credentials. */
  signOut(session: Session): Promise<Session>;
  /**
   * Changes the password of the session's account by `accounts.changePassword`, which must be there. Returns the account's
   * other sessions that were open until then, as signed out. A failure rejects and records a `failed` fact.
   */
  changePassword(session: Session): Promise<readonly Session[]>;
  /**
   * Tries to renew a signed-out session by `accounts.renew`. If it is not refused, the session has new credentials, and
   * stays one that was signed out. An error of the deployment's rejects, and is recorded as a `failed` fact.
   */
  renewEnded(session: Session): Promise<{ session: Session; isRefused: boolean }>;
  /** Signs in as far as the second factor, with no code or a wrong one. Null for an account without a second factor. */
  signInWithoutSecondFactor(
    account: Account,
    how: 'no-code' | 'wrong-code',
  ): Promise<Session | null>;
  /** Signs in with another password than the account's, which is to be refused. Null for an account without one. */
  signInWithWrongPassword(account: Account): Promise<Session | null>;
  /**
   * The codes for a sign-in in a browser that begins now, as `browser.signIn` gets them. Waits until there is one that
   * was not used before.
   */
  codes(account: Account): Promise<Codes>;
};

/** Makes attempts and records them. */
export type Trying = {
  /** Makes, scans and records one attempt, without retries. Never rejects because of what the deployment does. */
  attempt(request: AttemptRequest): Promise<Attempt>;
  /** Sends the request of an attempt and hangs up; records nothing. Never rejects because of what the deployment does. */
  hangUp(request: AttemptRequest & { hangUp: HangUp }): Promise<void>;
  /**
   * Returns false if the link's owner was never given its address, or the variant needs a signature and it has none.
   */
  canTry(request: AttemptRequest): boolean;
  /** What an attempt on a link may exchange, as in `AttemptRequest`; the likelier to be a fault comes twice. */
  exchangesFor(request: AttemptRequest): readonly string[];
  /** What accounts' own answers have named so far, to be asked for by whoever was given it. */
  readonly namedAddresses: readonly NamedAddress[];
  /** Origin and path of the addresses that links gave to owners. */
  readonly linkedPlaces: ReadonlySet<string>;
  /** The values of a half sign-in's answers, each in the places where whole sessions carry their credentials. */
  halfValues(session: Session): readonly Carried[];
  /** The credentials of a session one by one, to be sent without the others. Empty where it has but one. */
  eachCredential(session: Session): readonly Carried[];
  /** Values in answers that may be credentials of accounts, by place. */
  freshValues(): readonly FreshPlace[];
  /** Cookies that say what other accounts saw or chose, one of each name. */
  othersCookies(session: Session): readonly SentCookie[];
  /** Headers that ask whether a session's own view is still as it was last shown; null where nothing told that. */
  conditionOn(
    view: Pick<AttemptRequest, 'session' | 'surface' | 'thing'>,
  ): Readonly<Record<string, string>> | null;
  /** Addresses of the second pages of accounts' own lists at a surface. */
  nextPagesOf(surface: Surface): ReadonlyMap<AccountId, PageRequest>;
  /**
   * When the first address expires that the thing's owner was given in a phase, in milliseconds since the epoch, or
   * null.
   */
  endOfLink(surface: Surface, thing: Thing, phase: Phase): number | null;
  /**
   * Lets others listen while an owner acts, and records all connections: the owner's own before and after those of the
   * others. Never rejects because of what the deployment does.
   */
  listen(round: ListenRound): Promise<readonly Attempt[]>;
  /** Reads and records what the deployment has sent to third parties since. Returns how many deliveries that were. */
  takeDeliveries(): Promise<number>;
  /** Opens connections on which accounts listen to their own, to be kept open across the update. */
  openAcross(): Promise<readonly ConnectionAcross[]>;
  /** Records what came over such connections, as the worker after the update. Does not close them. */
  recordAcross(connections: readonly ConnectionAcross[]): Promise<readonly Attempt[]>;
};

/** Shows what would have been made of other answers, for planted leaks. */
export type Replaying = {
  /** Answers that were kept in memory, by surface. Empty where the worker keeps none. */
  readonly samples: ReadonlyMap<string, SurfaceSamples>;
  /** The attempt that the sample's would have been with these answers. Asks nobody, and records nothing. */
  replay(sample: Sample, answers: readonly SampledAnswer[]): Promise<Attempt>;
  /** As `samples`: connections that were listened on. */
  readonly connectionSamples: ReadonlyMap<string, ConnectionSamples>;
  /** As `samples`: pages as browsers showed them. */
  readonly pageSamples: ReadonlyMap<string, PageSamples>;
  /** As `replay`: what the sample's attempt would have been, had the page shown this. */
  replayPage(sample: PageSample, shown: Shown): Promise<Attempt>;
  /** Why what owners were granted is among none of them, by surface. */
  readonly unsampled: ReadonlyMap<string, Unkept>;
  /** As `replay`: what the sample's attempt would have been with these messages, over a connection so taken. */
  replayConnection(
    sample: ConnectionSample,
    come: Acceptance & { messages: readonly Message[] },
  ): Promise<Attempt>;
};

/** Records what happens in a browser, whose requests this worker does not send. */
export type BrowserRecording = {
  /** Mints and records a token for a field that is filled in outside `createThing` and `act`, such as a webcam. */
  plantToken(account: Account, field: string, thing: Thing | null): string;
  /** Records ids that a thing got later (such as `recording` after a call has ended). Returns the thing with them. */
  addIds(thing: Thing, ids: Ids): Thing;
  /**
   * Records a session that was opened in a browser. `credentials` are the values of its cookies, which are recognised
   * if another account receives them. The `http` of the returned session sends no credentials.
   */
  adoptSession(account: Account, credentials: readonly string[]): Session;
  /** Records that such a session was signed out in the browser, beginning at `from`. Returns it in its new state. */
  adoptSignOut(session: Session, from: number): Session;
  /**
   * A new trace for a request that a page is about to make: its id, and the headers that tell the deployment of it. Null
   * where none may be sent: at another origin, with a signed address, and where the definition turned tracing off.
   */
  traceFor(address: URL): PageTrace | null;
  /** Records what a browser received or showed. */
  observe(observation: Observation): Promise<Attempt>;
};

/** What a run needs of a worker from its opening to its end. */
export type Lifetime = {
  /** Whether functions of the definition performed an operation (`POST /visits/{visit}/cancel`), with success. */
  wasPerformed(operation: string): boolean;
  /** Asks the deployment for its release and records it; null when it cannot be read. */
  readRelease(): Promise<string | null>;
  record(fact: Fact): void;
  handOver(): SavedWorker;
  /** Writes `closed` and ends the connections. */
  close(): Promise<void>;
};

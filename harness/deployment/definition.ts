import type { Cohort, Role } from '../domain/accounts/account.ts';
import type { Phase } from '../domain/phase.ts';
import type { Acceptance, Phrases, SharedPlace } from '../domain/plan.ts';
import type { ReleaseParts } from '../domain/release.ts';
import type { Ids } from '../domain/ledger/thing.ts';
import type { Persona } from '../accounts/persona.ts';
import type { BrowserDefinition } from './browser-definition.ts';
import type { Embedded } from './embedded.ts';
import type { Http } from './http.ts';
import type { None } from './none.ts';
import type { Probe } from './probe.ts';
import type { Given, SecondFactor, SignedIn, SignOut } from './sessions.ts';
import type { Sharing } from './sharing.ts';
import type { AccountView, PartyMember, ThingView } from './views.ts';
import type {
  AbsentSurface,
  Surface,
  SurfaceSource,
  UnreachedSurface,
} from './surfaces/surface.ts';
import type { NameAddressee, Outbound } from './outbound.ts';
import type { Writes } from './write.ts';

type Awaitable<T> = T | Promise<T>;

/**
 * Mints a canary token for a field of the thing that is being created. Call it once for each field that takes text,
 * including file names.
 */
export type PlantToken = (field: string) => string;

/** Makes seed media, whose pictures and container carry the token of the named field. */
export type SeedMedia = {
  /** A WebM (VP8, Opus) of about a second whose frames show a QR token. */
  video(field: string): Promise<Uint8Array<ArrayBuffer>>;
  /** A WebM (Opus) of about a second; its container carries the token. */
  audio(field: string): Promise<Uint8Array<ArrayBuffer>>;
  /** A PNG of 232 × 232 pixels that shows a QR token, and has the token as its title. About 40 kB. */
  image(field: string): Promise<Uint8Array<ArrayBuffer>>;
};

/** What an action gets when it runs. */
export type ActionContext = {
  http: Http;
  account: AccountView;
  token: PlantToken;
  addressee: NameAddressee;
  media: SeedMedia;
  /** Ids of the thing that the action is performed on. The action may add ids by returning them. */
  ids: Ids;
  /** The patient's party: one staff account of each role, each with a session of its own. */
  party: Readonly<Record<Role, PartyMember>>;
  /** The party's member of the first role; null without staff. */
  staff: AccountView | null;
};

/**
 * Something that a patient does to their own consultation. In `after` and `until`, `'create'` means
 * `consultations.create`.
 */
export type Action = {
  /** The action creates a new thing (a booking), and is not performed on one. Default: false. */
  creates?: boolean;
  /**
   * The action is possible only after one of these actions on the same thing, e.g. `['startCall']`. Default: any time.
   */
  after?: readonly string[];
  /**
   * The action is impossible after any of these on the same thing, e.g. `['hangUp']`. If it names itself, it cannot be
   * repeated. Default: it stays possible.
   */
  until?: readonly string[];
  /** `after-update`: the action is a new feature of the update. Default: it exists in both releases. */
  since?: Phase;
  /** What an account is once it has done it: `{ call: 'audio-then-video' }`. Default: what it was. */
  makes?: Cohort;
  run(context: ActionContext): Awaitable<Ids | void>;
};

/**
 * The description of a deployment: everything that Chaperone knows about it, as plain data and functions. For an
 * example see `chaperone.config.ts`, which describes the embedded clinic.
 */
export type Definition = {
  /** The name in reports. */
  name: string;
  /** Origin, without a path: `https://staging.acme.test`. Required, unless `embedded` gives it. */
  url?: string;
  /**
   * Further hosts that belong to the deployment (media, API). Requests to all other hosts are refused. Default: none.
   */
  hosts?: readonly string[];
  /** How Chaperone starts and updates the deployment itself. Default: the deployment runs at `url`. */
  embedded?: Embedded;
  /**
   * Reads the running release from the deployment (from a version endpoint, a header, or a build id in a page): a text,
   * or up to ten parts by name, each a text, such as `{ build: '2020.6', configuration: '7f3a9c' }`. Parts are compared
   * each for itself, and the report says which of them the update changed.
   */
  release(context: { http: Http }): Awaitable<string | ReleaseParts>;
  /** Headers for every request, even without a session, such as the API key of an app. Their values are secret. */
  headers?: Readonly<Record<string, string>>;
  /**
   * How each client of the deployment presents itself: `{ app: { headers: { 'user-agent': 'Acme/5.2 (iOS)' } } }`. Every
   * account asks with the headers of each, since what stands in front of a deployment may treat clients differently. They
   * hold no credentials. Default: none are known.
   */
  clients?: Readonly<Record<string, { headers: Readonly<Record<string, string>> }>>;
  /**
   * The deployment's OpenAPI document: a path on the deployment, or a file relative to the definition. It is read after
   * the update. An operation that no surface covers makes the verdict inconclusive, and is named.
   */
  openApi?: string;
  /**
   * Factors in which accounts differ, with their levels: `{ region: ['uk', 'ie'] }`. The sides of the update are added.
   */
  factors?: Readonly<Record<string, readonly string[]>>;
  /** Levels in words, for names of accounts: `{ region: { uk: 'UK' }, call: { video: 'who called by video' } }`. */
  phrases?: Phrases;
  /** Returns true for combinations of levels that cannot occur. The cohort includes the sides of the update. */
  impossible?(cohort: Cohort): boolean;
  accounts: {
    /** Creates an account on the deployment. Required, unless `pool` gives accounts. */
    create?(context: {
      http: Http;
      persona: Persona;
      role: Role;
      cohort: Cohort;
      /** Mints tokens for further fields. The fields of the persona carry tokens already. */
      token: PlantToken;
      /**
       * For a patient: one account of each staff role, with a session of its own (such as a guardian who creates the
       * child's account, or must be linked to it). It stays the account's party (`account.party`). Empty for staff.
       */
      party: Readonly<Record<Role, PartyMember>>;
    }): Awaitable<{ credentials: Given; ids?: Given }>;
    /**
     * Path of a file with existing accounts, relative to the definition, instead of `create`: a JSON array of
     * `{ role?, cohort, credentials, ids? }`, or CSV with a column for each of them (`role`, `cohort.region`,
     * `credentials.email`, `ids.patient`). `"env:NAME"` stands for an environment variable. These accounts are never
     * removed. They all date from before the update, so cohorts with an account from after it are not tried. Properties
     * and scenarios cannot use them (run with `--only sweep`): a sign-off states that limit.
     */
    pool?: string;
    /**
     * Folder of the leases on accounts of the pool. They keep runs from using the same account at the same time, and
     * tell which account has the tokens of an earlier run. Keep this folder, and share it together with the accounts
     * file. Default: beside the accounts file (`accounts.json.leases`).
     */
    leases?: string;
    /**
     * Number of staff accounts by role: `{ clinician: 2, guardian: 3 }`. Staff are people who deal with patients
     * without being patients. They are viewers, too, and each patient has one account of each role as its party.
     * Default: none.
     */
    staff?: Readonly<Record<Role, number>>;
    /**
     * Signs in. Cookies stay in `http`; return other credentials of a request as `headers`. There must be a cookie or a
     * header; if requests of a session need neither, return `{ headers: {} }`. Call `await code()` when the deployment
     * asks for a second factor, and not before: in some attempts Chaperone stops there, to see what a half signed-in
     * session may reach. Codes come from the account's `totpSecret`, or from `secondFactor`. Each of a `totpSecret` is
     * given once, and the next is waited for. `totp()`: the same for a `totpSecret`, without a promise.
     */
    signIn(context: {
      http: Http;
      account: AccountView;
      totp: () => string;
      code: () => Promise<string>;
    }): Awaitable<SignedIn | void>;
    /**
     * Renews a session that has expired or is about to, such as by a refresh token. `http` has the session's cookies,
     * but not its headers. If no headers are returned, they stay as they are, and so does each name of `keep` that is
     * not returned. Default, and also when the deployment refuses: the account signs in again. After the update,
     * patients' sessions from before it are never renewed.
     */
    renew?(context: {
      http: Http;
      account: AccountView;
      /** The values that signing in and later renewals returned as `keep`. */
      keep: Readonly<Record<string, string>>;
    }): Awaitable<SignedIn>;
    /**
     * Signs out. `within`: seconds (at most 120) for which an ended session may live on by design, such as an access
     * token until it expires. What it still reaches in that time is not judged, and it is tried again afterwards.
     * Default: signing out ends a session at once.
     */
    signOut: None | SignOut | { run: SignOut; within: number };
    /**
     * Changes the password of an account to the given one, with one of its sessions, which shall end all its others.
     * Returns the credentials that are new by that: `{ password }`. Called for a few accounts that may sign in again, and
     * never for those of a pool. Default: it is not tried; leave it out where other sessions live on by design.
     */
    changePassword?(context: {
      http: Http;
      account: AccountView;
      password: string;
    }): Awaitable<Given>;
    /**
     * `none('…')` if no account has a second factor; how codes are got that the deployment sends. Default: accounts with
     * an authenticator app return its `totpSecret` among their credentials. If none does, the verdict is inconclusive.
     */
    secondFactor?: None | SecondFactor;
    /** Removes an account and all its things, with a session of that account. Never called for accounts of a pool. */
    remove?(context: { http: Http; account: AccountView }): Awaitable<void>;
  };
  consultations: {
    /** Creates a consultation of the account with all its parts. Returns the ids that the deployment gave. */
    create(context: {
      http: Http;
      account: AccountView;
      cohort: Cohort;
      /** The account's party, each member with a session of its own. */
      party: Readonly<Record<Role, PartyMember>>;
      /** The party's member of the first role; null without staff. */
      staff: AccountView | null;
      /** The session of `staff`; null without staff. */
      staffHttp: Http | null;
      token: PlantToken;
      addressee: NameAddressee;
      media: SeedMedia;
      phase: Phase;
    }): Awaitable<Ids>;
    /**
     * Removes a consultation, with its owner's session: some that were made for that alone, which are asked for again
     * afterwards (`removed-things`), and at the end all others, also of accounts of a pool. Default: the consultations stay.
     */
    remove?(context: { http: Http; account: AccountView; ids: Ids }): Awaitable<void>;
  };
  /** At least one list, one read and one stream, or `noSurface(…)` for each of these that the deployment lacks. */
  surfaces: readonly (Surface | AbsentSurface | UnreachedSurface | SurfaceSource)[];
  /** How things are shared with other patients; `none('…')` if they cannot be. */
  sharing?: Sharing | None;
  /**
   * What it sends to third parties (pharmacies, e-mail, webhooks): see `Outbound`. Default: it is not looked at.
   */
  outbound?: Outbound | None;
  /** Actions of patients, by name: commands of the model. */
  actions?: Readonly<Record<string, Action>>;
  browser?: BrowserDefinition | None;
  /**
   * Whether a viewer other than the owner may see a field of a thing: clinicians, guardians, public fields. It is
   * evaluated when a thing or a viewer is created, and need not cover shares. Default: nobody else may see anything.
   * `viewer` null: anonymous. `thing` null: the owner's own details. `field`: the name of a field; null: all fields.
   */
  maySee?(context: {
    viewer: AccountView | null;
    thing: ThingView | null;
    owner: AccountView;
    field: string | null;
  }): boolean;
  /**
   * Persona fields that must not carry a token or a unique value: `{ name: 'none' }`. Default: all fields carry one.
   */
  carriers?: Partial<
    Record<'name' | 'email' | 'address' | 'phone' | 'dateOfBirth' | 'nhsNumber', 'none'>
  >;
  /**
   * What moves by design when others do something: `[{ surface: 'GET /queue', path: '$.place', why: 'all wait together' }]`.
   * Default: what others do changes nothing of what an account is shown.
   */
  shared?: readonly SharedPlace[];
  /** Additional probes: ideas of how data might reach the wrong account. See `Probe`. */
  probes?: readonly Probe[];
  /**
   * What may be written. A list of `write(…)`: others try each of them on things that were made for it alone, and the
   * owner looks whether anything has changed. `'POST'` in it, or `true` in its place: probes that disturb data may send
   * requests that the deployment may take for a write, such as a POST in place of a GET. Default: false, nothing is
   * written.
   */
  writes?: Writes;
  /**
   * What is known and admitted, by whom and until when: gaps, findings, and operations of `openApi` that no surface
   * covers. Reports tell it first. Default: nothing.
   */
  accept?: readonly Acceptance[];
  /**
   * Requests under way at once. Default 16. Where it is fewer, the parts of a run take turns; else they run at once,
   * each with as many.
   */
  concurrency?: number;
  /** Milliseconds until an answer must be complete. Default: 30,000. */
  timeout?: number;
  /**
   * Requests of attempts, those of pages in scenarios and those for connections among them, carry a W3C `traceparent`, by
   * whose trace id the deployment's own traces and logs tell of a violation. It goes to `url`'s origin only, and never with an address that a signature is part of. `sampled`: asks
   * for the trace to be kept. `false`: no request carries one. Default: `{ sampled: false }`.
   */
  tracing?: boolean | { sampled?: boolean };
  /** Pattern of the sign-in page. An answer that matches it counts as denied. Default: HTML with a password field. */
  signInPage?: RegExp;
};

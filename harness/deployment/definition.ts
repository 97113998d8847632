import type { Page } from 'playwright';
import type { Cohort, Role } from '../domain/account.ts';
import type { Phase } from '../domain/phase.ts';
import type { Acceptance } from '../domain/plan.ts';
import type { Ids } from '../domain/thing.ts';
import type { Persona } from '../accounts/persona.ts';
import type { Embedded } from './embedded.ts';
import type { Http } from './http.ts';
import type { Probe } from './probe.ts';
import type { AccountView, PartyMember, ThingView } from './views.ts';
import type { AbsentSurface, Surface, UnreachedSurface } from './surface.ts';

/** Says that the deployment does not have something, and why: invariants that need it are then inapplicable. */
export type None = { none: string };

type Awaitable<T> = T | Promise<T>;

/** What a definition's function found; what is undefined is as if it were absent. */
export type Given = Readonly<Record<string, string | undefined>>;

/**
 * Mints a canary token for a field of what is being created. Call it once for each field that takes text, file
 * names among them.
 */
export type PlantToken = (field: string) => string;

/** What signing in brought, beyond the cookies that `http` keeps. */
export type SignedIn = {
  /** Sent with each request of the session: `{ authorization: … }`. */
  headers?: Readonly<Record<string, string>>;
  /** Seconds until it expires; it is renewed in good time (`accounts.renew`). Default: it does not expire. */
  expiresIn?: number;
  /** What `accounts.renew` needs, such as a refresh token. Secret; kept with the session. */
  keep?: Given;
};

/** Seed media whose frames and container carry the token of the field named. */
export type SeedMedia = {
  /** A WebM (VP8, Opus) of about a second whose frames show a QR token. */
  video(field: string): Promise<Uint8Array>;
  /** A WebM (Opus) of about a second; its container carries the token. */
  audio(field: string): Promise<Uint8Array>;
};

/** How one action of a person becomes a command of the model. */
export type ActionContext = {
  http: Http;
  account: AccountView;
  token: PlantToken;
  media: SeedMedia;
  /** Ids of the thing in hand; an action may add to them by returning more. */
  ids: Ids;
  /** The patient's staff, by role, each with a session of their own. */
  party: Readonly<Record<Role, PartyMember>>;
  /** The party's first role's; null without staff. */
  staff: AccountView | null;
};

/**
 * What a patient does to their own consultation. `'create'` in `after` and `until` means
 * `consultations.create`.
 */
export type Action = {
  /** Makes a new thing (booking); it takes none. Default false. */
  creates?: boolean;
  /** Actions on the same thing of which at least one has been done before, e.g. `['startCall']`. Default: any time. */
  after?: readonly string[];
  /** Actions on the same thing after which it is no longer possible, e.g. `['hangUp']`. Repeating is possible only if listed in neither. */
  until?: readonly string[];
  /** Only after the update (a feature that it brings). */
  since?: Phase;
  run(context: ActionContext): Awaitable<Ids | void>;
};

/** How an owner lets another account see a thing, and ends that again. */
export type Sharing = {
  /**
   * Shares a thing with another patient. Returns ids that `end` needs beside the thing's, and when it ends by
   * itself, if it does. A run waits at most 120 seconds for that: choose a short time where it can be chosen.
   */
  share(context: {
    /** Signed in as the owner. */
    http: Http;
    account: AccountView;
    ids: Ids;
    to: AccountView;
    /** Signed in as the account that it is shared with, where it must accept. */
    toHttp: Http;
  }): Awaitable<{ ids?: Given; until?: Date } | void>;
  /** Ends a share before its time; `none('…')` where that is not possible. */
  end:
    | None
    | ((context: {
        http: Http;
        account: AccountView;
        ids: Ids;
        to: AccountView;
      }) => Awaitable<void>);
};

/** What a person does in a browser, for the scenarios. Functions over a Playwright page. */
export type BrowserDefinition = {
  signIn(context: { page: Page; account: AccountView; totp: () => string }): Promise<void>;
  signOut(context: { page: Page; account: AccountView }): Promise<void>;
  /** The page that lists an account's recordings: its path, and a CSS selector of one row. */
  replays: { path: string; item: string };
  /** The page that plays a thing's recording: its path, and a CSS selector of the `<video>` or `<audio>`. */
  player: { path(thing: ThingView): string; media: string };
  /** A call of an account's own, in the browser; `None` where there is none. */
  call:
    | None
    | {
        /** Name of the action (of `actions`) that books a consultation to call in. */
        book: string;
        /** Starts a call (audio only) of a thing that was created for it; returns once it is under way. */
        start(context: { page: Page; account: AccountView; thing: ThingView }): Promise<void>;
        switchToVideo: None | ((context: { page: Page }) => Promise<void>);
        /** Ends the call; returns the ids that came into being (`recording`), once the recording is ready. */
        hangUp(context: { page: Page; http: Http; thing: ThingView }): Promise<Ids>;
      };
};

/**
 * The description of a deployment: all that Chaperone knows of it. Plain data and functions; see
 * `chaperone.config.ts` for the embedded clinic's.
 */
export type Definition = {
  /** As it shall stand in reports. */
  name: string;
  /** Origin, without a path: `https://staging.acme.test`. Absent only where `embedded` gives it. */
  url?: string;
  /** Further hosts that belong to the deployment (media, API). Everything else is refused. */
  hosts?: readonly string[];
  /** Started and updated by Chaperone itself. */
  embedded?: Embedded;
  /** What release runs now, as the deployment says itself (a version endpoint, a header, a build id in a page). */
  release(context: { http: Http }): Awaitable<string>;
  /** Sent with every request to the deployment, without a session too: the API key of an app, a client's version. Secret. */
  headers?: Readonly<Record<string, string>>;
  /**
   * The deployment's OpenAPI document: a path on the deployment, or a file relative to the definition's. It is read
   * after the update: an operation that no surface covers makes the verdict inconclusive, by name.
   */
  openApi?: string;
  /** In what ways accounts differ, with their levels: `{ region: ['uk', 'ie'] }`. Sides of the update are added. */
  factors?: Readonly<Record<string, readonly string[]>>;
  /** Combinations of levels that cannot occur; true means impossible. Sides of the update may be named too. */
  impossible?(cohort: Cohort): boolean;
  accounts: {
    /** Creates an account on the deployment. Absent where `pool` gives them. */
    create?(context: {
      http: Http;
      persona: Persona;
      role: Role;
      cohort: Cohort;
      /** For further fields of one's own; the persona's fields carry theirs already. */
      token: PlantToken;
      /**
       * Of a patient: one of each role of staff, with a session of their own (a guardian who makes the child's
       * account, or must be linked to it). The account keeps them, as `account.party`. Empty for staff.
       */
      party: Readonly<Record<Role, PartyMember>>;
    }): Awaitable<{ credentials: Given; ids?: Given }>;
    /**
     * Path of an accounts file, relative to the definition's, with accounts that exist already, instead of
     * `create`: a JSON array of `{ role?, cohort, credentials, ids? }`, or CSV with a column for each of
     * them (`role`, `cohort.region`, `credentials.email`, `ids.patient`). `"env:NAME"` stands for a variable.
     * They are never removed. All of them are from before the update, so that no cohort with an account from after
     * it is tried; properties and scenarios need accounts of their own (`--only sweep`).
     */
    pool?: string;
    /**
     * Folder of the leases by which runs keep off each other's pool accounts, and tell whose an earlier run's
     * tokens are. Keep it, and share it with the pool. Default: beside the accounts file (`accounts.json.leases`).
     */
    leases?: string;
    /**
     * Accounts of staff to create, by role: `{ clinician: 2, guardian: 3 }`; whoever has to do with patients
     * without being one. They are viewers, and each patient has one of each role as its party.
     */
    staff?: Readonly<Record<Role, number>>;
    /**
     * Signs in. Cookies stay in `http`; what else each request must carry is returned as `headers`. One of the
     * two there must be; where requests of a session need neither, return `{ headers: {} }`. Where the
     * deployment asks for a second factor, call `totp()` at that moment and not before: Chaperone stops
     * there in some attempts, to see what half a session may reach.
     */
    signIn(context: {
      http: Http;
      account: AccountView;
      totp: () => string;
    }): Awaitable<SignedIn | void>;
    /**
     * Renews a session that is about to expire, or has: by a refresh token, say. `http` has the session's cookies,
     * but not its headers. Headers that are not returned stay as they are, and so does each name of `keep`.
     * Default, and where this is refused: it signs in again. Patients' sessions from before the update
     * are never renewed after it.
     */
    renew?(context: {
      http: Http;
      account: AccountView;
      /** What signing in, or the last renewal, returned as `keep`. */
      keep: Readonly<Record<string, string>>;
    }): Awaitable<SignedIn>;
    signOut: None | ((context: { http: Http; account: AccountView }) => Awaitable<void>);
    /** Cohorts with a second factor return `totpSecret` among their credentials; say `none('…')` where nobody has one: left out, the verdict is inconclusive. */
    secondFactor?: None;
    /** Removes an account and all its things, with that account's own session. Never called for those of a pool. */
    remove?(context: { http: Http; account: AccountView }): Awaitable<void>;
  };
  consultations: {
    /** Creates a consultation of the account's with all its parts, and returns the ids the deployment gave. */
    create(context: {
      http: Http;
      account: AccountView;
      cohort: Cohort;
      /** The account's party, each with a session of their own. */
      party: Readonly<Record<Role, PartyMember>>;
      /** The party's first role's; null without staff. */
      staff: AccountView | null;
      /** Signed in as that staff account; null without staff. */
      staffHttp: Http | null;
      token: PlantToken;
      media: SeedMedia;
      phase: Phase;
    }): Awaitable<Ids>;
    /** Removes a consultation, by its owner: for accounts of a pool, which stay. Default: what runs made in them stays too. */
    remove?(context: { http: Http; account: AccountView; ids: Ids }): Awaitable<void>;
  };
  /** At least one list, one read and one stream; `noSurface(…)` for what the deployment does not have. */
  surfaces: readonly (Surface | AbsentSurface | UnreachedSurface)[];
  /** How things are shared with other patients, for a while or until ended; `none('…')` where they cannot be. */
  sharing?: Sharing | None;
  /** Commands of the model, by name. */
  actions?: Readonly<Record<string, Action>>;
  browser?: BrowserDefinition | None;
  /**
   * Who else may see a thing, beyond its owner: clinicians, guardians, public fields. Evaluated when a thing is
   * created; `thing` is null where it is about the owner's own details. `field` is a planted field's name.
   * What `sharing` shares is seen to. Default: nobody.
   */
  maySee?(context: {
    viewer: AccountView | null;
    thing: ThingView | null;
    owner: AccountView;
    field: string | null;
  }): boolean;
  /** How persona fields carry markers, where the default does not suit: `{ name: 'none' }`. */
  carriers?: Partial<
    Record<'name' | 'email' | 'address' | 'phone' | 'dateOfBirth' | 'nhsNumber', 'none'>
  >;
  /** Ideas of one's own of how data might reach the wrong account; see `Probe`. */
  probes?: readonly Probe[];
  /**
   * Leave to send what the deployment may take for a write, by probes that say so: a POST in place of a GET, say.
   * Default false.
   */
  writes?: boolean;
  /** Known gaps that somebody has admitted. */
  accept?: readonly Acceptance[];
  /**
   * Requests under way at once. Default 16. Where it is fewer, the parts of a run take turns; else they run at once,
   * each with as many.
   */
  concurrency?: number;
  /** Milliseconds until an answer must be complete. Default 30,000. */
  timeout?: number;
  /** What the sign-in page contains, so that being sent there counts as denied. Default: a password field. */
  signInPage?: RegExp;
};

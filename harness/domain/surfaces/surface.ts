import type { Role } from '../accounts/account.ts';

/** Kinds that a deployment is expected to have some surface of, unless its definition says that it has none. */
export const expectedKinds = ['list', 'read', 'stream'] as const;

export type ExpectedKind = (typeof expectedKinds)[number];

/** What surfaces give out; see `Gives`. */
export const givenKinds = [...expectedKinds, 'figure'] as const;

/**
 * What a surface gives out: `list` several things of an account at once, `read` one of them as text,
 * `stream` bytes of media, a document or an export, `figure` a number that follows what the account itself does. It
 * decides which invariant judges it.
 */
export type Gives = (typeof givenKinds)[number];

/** Kinds of surfaces that are asked: by a `request` for their own address, or by a `link` that another answer holds. */
export const askedKinds = ['request', 'link'] as const;

export type AskedKind = (typeof askedKinds)[number];

/** Kinds of surfaces that are not asked: one `listen`s on a connection while its owner acts. */
export const listenedKinds = ['listen'] as const;

/** How a surface is reached. Each kind stands in one of the lists above, from which follows who tries it. */
export const surfaceKinds = [...askedKinds, ...listenedKinds] as const;

export type SurfaceKind = (typeof surfaceKinds)[number];

/** What is known of a surface however it is reached. */
export type SurfaceFacts = {
  /** Method and path template, unique, e.g. `GET /api/recordings/{recording}/media`. */
  id: string;
  gives: Gives;
  /** What it was described to give, where its answers were something else and it is judged by these. Set when judging. */
  describedAs?: Gives;
  /** The bindings in its template, e.g. `['recording']`; empty for a list at a fixed address. */
  needs: readonly string[];
  /** A JSON body with bindings in braces in its strings (GraphQL, searches). */
  json?: unknown;
  /** Fields of a form that is sent instead of JSON, with bindings in braces (FHIR's searches by POST). */
  form?: Readonly<Record<string, string>>;
  /**
   * For lists: the name of an id that `create` or an action returns; every thing that has it must be shown.
   * Absent: what it showed before, it must show again.
   */
  shows?: string;
  /**
   * The roles of those who are shown there what is others', while they may see it: staff (`receptionist`), or, at an
   * address that only a share gives, whom it is shared with (`patient`). Owners need not be granted it. Default: whoever
   * owns it is granted it.
   */
  by?: readonly Role[];
  /** Found by importing (OpenAPI, HAR), not written by hand: never granted then means unreached. */
  imported: boolean;
  /** Imported from a document that says that nobody need sign in for it: a public catalogue, perhaps. Default: it does not. */
  open?: boolean;
  /**
   * By the standard that it was imported by, all its rows belong to patients: it is no catalogue, and not public, even
   * where everybody is shown the same. Default: nothing says so.
   */
  personal?: boolean;
  /**
   * For figures: where the number stands, a JSON path (`$.total`) or a header (`header x-total-count`). Absent on others.
   */
  figure?: string;
  /**
   * For figures: the name of an id that what is counted has. Where nothing that the run made has it, there is nothing to
   * compare, as with a list that stays empty. Absent: whatever is created is counted.
   */
  counts?: string;
  /** Rows that belong to nobody are expected here; items are not attributed (say why in the definition). */
  unattributed?: string;
};

/** Asked for at its own address. */
export type RequestInfo = SurfaceFacts & { kind: 'request' };

/** Asked for at an address that is found in another answer. */
export type LinkInfo = SurfaceFacts & {
  kind: 'link';
  /** Until when it may work, and for whom. See `LinkSource`. */
  link: {
    lasts?: number;
    bearer?: boolean;
    /** Method and template of the answer that holds it, and its JSON path in there (null: a function finds it). */
    from?: string;
    path?: string | null;
  };
};

/** Listened to while the owner acts, instead of asked. */
export type ListenInfo = SurfaceFacts & { kind: 'listen' };

/** What judging needs to know of a surface; kept in plan.json, so that judging needs no user code. */
export type SurfaceInfo = RequestInfo | LinkInfo | ListenInfo;

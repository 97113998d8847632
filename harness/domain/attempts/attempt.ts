import type { AccountId } from '../accounts/account.ts';
import type { AnswerShape } from './answer-shape.ts';
import type { Outcome } from './outcome.ts';
import type { Phase } from '../phase.ts';
import type { Sighting } from './sighting.ts';
import type { Gives } from '../surfaces/surface.ts';
import type { ThingId } from '../ledger/thing.ts';

/** The parts of a run, in the order in which they run. */
export const parts = ['sweep', 'properties', 'scenarios'] as const;

/** The part of a run that made an attempt. */
export type Part = (typeof parts)[number];

/** The states of a session; see `SessionState`. */
export const sessionStates = [
  'none',
  'open',
  'signed-out',
  'no-second-factor',
  'wrong-password',
] as const;

/**
 * The state of the session an attempt was made with. `none`: no session. `open`: signed in.
 * `signed-out`: was open and has been signed out. `no-second-factor`: password accepted, code not (rightly) given.
 * `wrong-password`: signed in with another password than the account's.
 */
export type SessionState = (typeof sessionStates)[number];

/**
 * How an answer came: asked for by the harness (`http`), received by a browser (`browser`), a medium that a browser
 * played (`media`), or messages of a connection that stayed open (`socket`).
 */
export const channels = ['http', 'browser', 'media', 'socket'] as const;

export type Channel = (typeof channels)[number];

/**
 * A request that a probe changed: other ids, another method or spelling, another query. Its refusal stands for nothing
 * but itself; what it brings back of others is a leak like any other.
 */
export type ChangedRequest = {
  method: string;
  /** Path and query as sent; null where the request held something that is told nobody, such as a cursor. */
  path: string | null;
  /** Its path, or an id in it, may name another resource than the surface's own: rows of nobody known are no proof. */
  elsewhere: boolean;
  /** Only its ids differ from the surface's own request, so that it is as well-formed. Default: false. */
  idsOnly?: boolean;
  /** Headers that the change added. */
  headers: Readonly<Record<string, string>>;
  /** The body as sent, where the change made it. Default: it is the surface's own, with the ids. */
  body?: string;
};

/** One row of a list that a viewer received. */
export type Item = {
  /** Its place: `$.items[3]`, or `li 4` on a page. */
  where: string;
  /** Indices into the attempt's sightings that lie within this item. */
  sightings: readonly number[];
  /** Keyed digests (`idDigest`) of the values of its id-like fields, so that the ledger can attribute it. */
  ids: readonly string[];
  /** Keyed digest of the whole row, where it has no such id or its surface was imported: by it the same row is known again. */
  whole?: string;
  /** Present where the row was found within an answer that is not described as a list. */
  told?: ToldRow;
  /**
   * How far the row is the viewer's, where a row of the same answer is so only by a weak sign. Default: any sign of the
   * viewer tells that it is theirs.
   */
  claim?: RowClaim;
};

/** How far a row is the viewer's. Fields as in `ToldRow`. */
export type RowClaim = {
  /**
   * `own`: by a sign of a thing of theirs, or as its owner. `beside`: the account's id stands in a place that may as well
   * tell something else, such as the path of an address. `aside`: it tells only who looks.
   */
  by: 'own' | 'beside' | 'aside';
  /** Of a row that is `own`: fields that hold the viewer's id as an owner's, or a thing's of theirs. */
  own?: readonly string[];
  /** Of another row: fields that hold an id of nobody known; of one that names the viewer outside of addresses, only those that tell an owner. */
  other?: readonly string[];
};

/**
 * What is known of a row that was found within an answer. A field is the place of an id in the row (`.patient.id`), with
 * its form, so that the fields of two rows are equal where their ids are of one kind.
 */
export type ToldRow = {
  /** The row holds a sign of the viewer, or of the thing that was asked for. */
  mine: boolean;
  /** Fields that hold the viewer's id as an owner's, or that of another of their things than the one that was asked for. */
  own: readonly string[];
  /** Fields that hold an id of nobody known, of a row that is not the viewer's. */
  other: readonly string[];
  /** The row lies in an object that has an id of its own, and may be a part of that. Default: it does not. */
  part?: true;
  /**
   * Told by the structure of a page, where anything may repeat: a row only where others of its kind are of different
   * things of the viewer. Default: an element of an array.
   */
  sibling?: true;
};

/** A number that an answer holds beside its rows, or that is all that it gives. */
export type NumberBeside = {
  /** Its place: a JSON path, or `header x-total-count`. */
  where: string;
  value: number;
  /**
   * By its name it is the total of the list, and it is greater than the rows, though nothing is known to be missing.
   * Default: it is not, or an older history.
   */
  beyondRows?: true;
};

/** Where something that the deployment sent to a third party went. */
export type DeliveryInfo = {
  /** Keyed digest of its id, so that it counts once. */
  id: string;
  /** The sort of third party. */
  party: string;
  /** Keyed digest of the id or address of whoever got it. */
  to: string;
  /** The account whose own address that is; null where it is no account's. */
  of: AccountId | null;
};

/** How a write was sent that somebody tried: on another's thing, and with whom the body names as owner. */
export const writeWays = ['foreign-write', 'claimed', 'given-away', 'own-write'] as const;

/**
 * `foreign-write`: on another's thing. `claimed`: the same, and the body names the writer as its owner. `given-away`: on
 * one's own, and the body names another as its owner. `own-write`: by whoever may, the control of all others.
 */
export type WriteWay = (typeof writeWays)[number];

/**
 * The part of an attempt in the trial of a write. In a trial, the owner looks at a thing that was made for it alone, then
 * somebody writes to it, then the owner looks again. A trial without a write shows what changes by itself.
 */
export type Writing = {
  /** The trial's id: unique in the run. */
  trial: string;
  /** The write's id: `PATCH /api/visits/{visit}`. */
  write: string;
  /** Looks and writes in turns, from 0: a look is even, a write odd. */
  step: number;
  /** Of a write. Absent of looks. */
  way?: WriteWay;
  /** Whose the thing is, or would become; it is their looks that count. */
  owner: AccountId;
  /** Of a look: keyed digests of what was shown of the thing, by place. */
  seen?: Readonly<Record<string, string>>;
};

/** A field of an own view, by which it is known whether it moves. */
export type ViewField = { where: string; value: string };

/**
 * One account trying one surface, once: in the list of its own things (`thing` null), or with a thing of its
 * own or of another's. Retries are attempts of their own. Nothing in here is a credential or free text of the
 * deployment's.
 */
export type Attempt = {
  type: 'attempt';
  /** Unique in the run: the worker's name and a number. */
  id: string;
  worker: string;
  part: Part;
  phase: Phase;
  /** The release as last read before the attempt; null when it could not be read. */
  release: string | null;
  viewer: AccountId;
  /** The session's id (`a17.s1`); null without one. */
  session: string | null;
  sessionState: SessionState;
  /**
   * It was sent without a session, with the signature of an address that the viewer had been given: by that it has the
   * viewer's rights. Default: it was not.
   */
  lent?: true;
  /**
   * Which parameter of an `exchanged` address was put into which: `another’s key` into one’s own, or `own account` into
   * another’s. Absent in older histories, and in other variants.
   */
  exchanged?: string;
  /** Id of the surface. */
  surface: string;
  /** What it gives, where the plan does not list the surface (pages and requests met in a browser). */
  gives?: Gives;
  thing: ThingId | null;
  /**
   * `plain`, or how the request differed from the plain one (`range`, `head`, …): one of `variants`, or a name that
   * a scenario gives to what its browser met.
   */
  variant: string;
  /** Id of the probe that it belongs to. Absent in properties, scenarios and older histories. */
  probe?: string;
  /** How it was sent, where a probe changed the surface's own request. Default: as the surface says. */
  changed?: ChangedRequest;
  channel: Channel;
  /** Milliseconds since the epoch; for a list, first page sent and last page answered. */
  sentAt: number;
  answeredAt: number;
  outcome: Outcome;
  /** Why it is unclear, or is not what its status says, in words; absent otherwise. */
  why?: string;
  status: number | null;
  /** Selected response headers, lower-case (content-type, cache-control, vary, content-range, location's path). */
  headers: Readonly<Record<string, string>>;
  /**
   * Names of the headers in which its request carried the session's credentials, lower-case: `authorization`, `cookie`.
   * Absent where it carried none, of other channels than `http`, and in older histories.
   */
  credentialsIn?: readonly string[];
  /** Bytes received (decoded), over all pages. */
  bytes: number;
  /**
   * Not all was read, so that not all was checked: the body was longer than the limit, the page loop was cut, something
   * packed could not be opened, or a browser no longer had it.
   */
  truncated: boolean;
  /** Digests of content-defined ranges of binary bodies; the judge compares them with the owner's own. */
  digests: readonly string[];
  sightings: readonly Sighting[];
  /** Rows of a list; null where the answer has no rows (or they could not be told). */
  items: readonly Item[] | null;
  /**
   * Of a figure: its number. Of a list: whole numbers beside the rows of its first page that may count something. Absent
   * where there are none, and in older histories.
   */
  numbers?: readonly NumberBeside[];
  /**
   * Fields of the account's own answer, with a keyed digest of each value: a JSON path, with a row's id in the place of its
   * index. Recorded where it is looked whether they move while others do something. Absent of others, and in older histories.
   */
  view?: readonly ViewField[];
  /**
   * Rows in an answer of success to somebody without an open session, of a list that showed no row where its rows are
   * (at most 1000). Absent where there are none, and in older histories.
   */
  rowsElsewhere?: number;
  /** The answer held rows though it is not described as a list: see `ToldRow`. Default: it held none. */
  listed?: true;
  /**
   * Keyed digest of the text that an imported surface answered with success, where nothing else tells what it was: by it
   * the same answer is known again.
   */
  whole?: string;
  /** The same text without times, by its words and by its numbers in order, so that one that holds a clock is known again. */
  text?: { words: string; numbers: readonly string[] };
  /**
   * Keyed digests of the names of the fields that a patient was shown at an imported surface with a fixed address: of its
   * rows, or of all of a text without rows. `personal`: those of them that speak of a person. Absent in older histories.
   */
  fields?: { all: readonly string[]; personal: readonly string[] };
  /**
   * The trace id (32 hex digits) of the `traceparent` that its requests carried: by HTTP, of a page in a browser, or for
   * a connection. Absent where none was sent, for what a page shows, what came from a browser's cache or over a page's
   * own WebSocket, and in older histories.
   */
  trace?: string;
  /**
   * What the answer looked like, masked. Kept of the first few answers of a kind; absent of others, and in older histories.
   */
  shape?: AnswerShape;
  /**
   * Name of the picture of the page in the run's folder `pictures`: all but a row of another's is unreadable. Absent
   * where none was taken.
   */
  picture?: string;
  /**
   * It is what a third party got, and answers nobody: judged by `outbound-to-the-right-party` alone. Default: it is not.
   */
  delivery?: DeliveryInfo;
  /** It belongs to the trial of a write, which is judged as a whole and by no other invariant. Default: it does not. */
  writing?: Writing;
  /** The id of the attempt that this one repeats after an unclear outcome. */
  retryOf?: string;
  /** Made while shrinking a counterexample: evidence, but not counted in statistics. */
  shrinking?: true;
};

/** The rows of an answer that is described as a list; null where it has none, or they could not be told. */
export function rowsOfList({
  items,
  listed,
}: Pick<Attempt, 'items' | 'listed'>): readonly Item[] | null {
  if (listed !== true || items === null) return items;
  const rows = items.filter(({ told }) => told === undefined);
  return rows.length === 0 ? null : rows;
}

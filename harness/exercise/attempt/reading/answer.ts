import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Gives } from '../../../domain/surfaces/surface.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import type { Connection } from '../../classify/listened.ts';
import type { Redirect } from '../../http/redirect.ts';
import type { Row } from '../../rows/row.ts';
import type { Inspected } from '../../scan/inspect.ts';
import type { Session, Thing } from '../../state/held.ts';

/** What an attempt asked for, and with what. The same type serves all channels. */
export type Question = {
  session: Session | null;
  thing: Thing | null;
  surface: {
    id: string;
    gives: Gives;
    shows?: string | undefined;
    personal?: boolean | undefined;
    figure?: string | undefined;
    imported?: boolean;
  };
  variant: string;
  /** What the answer's fields are is recorded. Default: it is not. */
  watched?: true;
  /** The request was a HEAD, so the answer has no body. Default: false. */
  bodiless?: boolean;
  /** Keys of the signs in the request, whose echo is no sighting. Called only when the answer holds a sign. */
  sent(): ReadonlySet<string>;
  /** The ids in the request. Their echo is no sighting, however short they are. */
  asked: Ids;
  /** The account whose data was asked for; undefined when the request named no owner. */
  owner: AccountId | undefined;
  /** The account whose signature was borrowed, and whose rights the attempt has. Default: null, none. */
  lender?: AccountId | null;
  /** Earliest time at which the address may have expired, in milliseconds since the epoch. Default: null, never. */
  endsAt?: number | null;
  /** Whether the answer equals the answer for an id that never existed. Default: unknown. */
  isLikeDecoy?(): Promise<boolean>;
  /** Further fields of the attempt to record. */
  more?: Partial<
    Pick<
      Attempt,
      'writing' | 'retryOf' | 'shrinking' | 'gives' | 'probe' | 'changed' | 'trace' | 'exchanged'
    >
  >;
};

/**
 * An answer, in one form for all channels. The adapters (`http.ts`, `browser.ts`, `socket/`) scan it as it arrives;
 * `attemptOf` makes the attempt of it.
 */
export type Answer = {
  channel: Attempt['channel'];
  sentAt: number;
  answeredAt: number;
  /** Null when no answer came, or for a page as shown, which has no status. */
  status: number | null;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  bytes: number;
  /** Why the answer is missing or incomplete; null when it is complete. */
  failure: string | null;
  /** Part of the answer was not scanned. */
  truncated: boolean;
  /** The redirect that was not followed; null when there is none. */
  redirect: Redirect | null;
  /** The request was redirected to a page that names nobody's thing (see `isSentHome`). Default: false. */
  sentHome?: boolean;
  /** The bodies, pages of a list, messages, or texts as shown, in order. */
  parts: readonly Part[];
  /** Number of rows in all parts; null when the answer is no list, or its rows cannot be found. */
  rows: number | null;
  /** Why rows or pages could not be read. Default: null, they could. */
  listWhy?: string | null;
  /** The body only reports an error (see `isRefusal`). */
  refusal: boolean;
  /** Texts read from video frames (QR). Default: none. */
  frames?: readonly string[];
  /** For listening: what happened on the connection. */
  connection?: Connection;
  /** The outcome as the observer decided it. Default: `classify` decides. */
  outcome?: Pick<Attempt, 'outcome' | 'why'>;
};

/** One piece of an answer. */
export type Part = {
  inspected: Inspected;
  /** The text; null when it is binary or was too long to keep. */
  body: Buffer | null;
  /** The parsed text; undefined when it could not be parsed. */
  json: unknown;
  /** `json` was parsed from another format (CSV), so its paths are not paths in the body. */
  derived?: true;
  rows: readonly Row[];
  /** Default: the content type of the answer. */
  contentType?: string;
  /** For a message: whether it is of a kind that the owner's action causes. */
  isEvent?: boolean;
  /** Translates a place in this part into a place in the whole answer. Default: unchanged. */
  place?(where: string): string;
};

import type { AccountId } from '../../domain/account.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Gives } from '../../domain/surface.ts';
import type { Ids } from '../../domain/thing.ts';
import type { Connection } from '../classify/listened.ts';
import type { Redirect } from '../http/redirect.ts';
import type { Row } from '../rows/row.ts';
import type { Inspected } from '../scan/inspect.ts';
import type { Session, Thing } from '../state/held.ts';

/** What an attempt asks for, and with what: the same for all channels. */
export type Question = {
  session: Session | null;
  thing: Thing | null;
  surface: { id: string; gives: Gives; shows?: string | undefined };
  variant: string;
  /** No body is asked for (HEAD). Default false. */
  bodiless?: boolean;
  /** Keys of the signs in all that was sent: their echo is no sighting. Called only once something was found. */
  sent(): ReadonlySet<string>;
  /** Ids that were asked with: their echo is no sighting, however short they are. */
  asked: Ids;
  /** The account whose data is asked for; undefined: whoever's. */
  owner: AccountId | undefined;
  /** Accounts whose data may come by design: of a borrowed signature. Null: nobody's. */
  lender?: AccountId | null;
  /** From when on the address may have ended, in milliseconds since the epoch; null: never. */
  endsAt?: number | null;
  /** Whether the answer is the one for an id that never existed. Default: nobody can tell. */
  isLikeDecoy?(): Promise<boolean>;
  /** What is recorded beside. */
  more?: Partial<Pick<Attempt, 'retryOf' | 'shrinking' | 'gives' | 'probe' | 'changed'>>;
};

/**
 * What came, in one form for all channels. Adapters hand it in (`http.ts`, `browser.ts`, `socket/`), looked into while
 * it came; `attemptOf` makes the attempt of it.
 */
export type Answer = {
  channel: Attempt['channel'];
  sentAt: number;
  answeredAt: number;
  /** Null when no answer came, or where there is none: of a page as shown. */
  status: number | null;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  bytes: number;
  /** Why the answer is missing or incomplete, in words. */
  failure: string | null;
  /** More came than was looked at. */
  truncated: boolean;
  /** Where a redirect that was not followed leads. */
  redirect: Redirect | null;
  /** It was redirected to where everybody may go. Default false. */
  sentHome?: boolean;
  /** Bodies, pages of a list, messages, texts as shown: in their order. */
  parts: readonly Part[];
  /** Rows in all parts; null where the answer is no list, or its rows cannot be told. */
  rows: number | null;
  /** Why rows or pages could not be read, in words. */
  listWhy?: string | null;
  /** An error came in place of what was asked for. */
  refusal: boolean;
  /** Texts read from video frames (QR). Default: none. */
  frames?: readonly string[];
  /** Of what was listened to: how the connection went. */
  connection?: Connection;
  /** What whoever saw it says that it came to. Default: it is classified. */
  outcome?: Pick<Attempt, 'outcome' | 'why'>;
};

/** One piece of an answer. */
export type Part = {
  inspected: Inspected;
  /** The text, where it was kept. */
  body: Buffer | null;
  /** The same as data; undefined where it is none. */
  json: unknown;
  /** The data is not written as JSON (CSV): its paths lead nowhere in the body. */
  derived?: true;
  rows: readonly Row[];
  /** Default: the answer's. */
  contentType?: string;
  /** Of a message: whether it is of a kind that what the owner did brings about. */
  isEvent?: boolean;
  /** Where something stands in the whole answer, by its place in this part. Default: there. */
  place?(where: string): string;
};

import type { AccountId } from '../accounts/account.ts';
import type { ThingId } from '../ledger/thing.ts';

/** A canary token's content: the run, the account's number and the number of the field it was planted in. */
export type TokenContent = { run: number; account: number; field: number };

/** Where in an answer something was seen, and how it was encoded. */
export type Place = {
  /** A JSON path (`$.items[3].title`), `header set-cookie`, `byte 1042`, `visits.csv in the archive, byte 515`, `text of li:nth-child(2)`, … */
  where: string;
  /** `plain`, `base64`, `gzip > json-escape`, … */
  encoding: string;
};

/**
 * Something of an account's that an attempt brought back. What the attempt itself had sent is none.
 * `token`: a canary token. `id`: a server-given id of a thing or an account. `credential`: a session
 * token or cookie. `unique`: a phone number, date of birth or NHS number that only this account has;
 * it counts only beside a second sign of the same owner. `frame`: a token read from a video frame.
 */
export type Sighting = Place &
  (
    | { kind: 'token'; token: TokenContent }
    | { kind: 'frame'; token: TokenContent }
    | { kind: 'id'; account: AccountId; thing: ThingId | null; name: string }
    | { kind: 'credential'; account: AccountId; name: string }
    | { kind: 'unique'; account: AccountId; field: string }
  );

import type { Role } from '../domain/accounts/account.ts';
import type { Ids } from '../domain/ledger/thing.ts';
import type { Http } from './http.ts';
import type { None } from './none.ts';
import type { Given } from './sessions.ts';
import type { AccountView } from './views.ts';

type Awaitable<T> = T | Promise<T>;

/** What an account sees that a thing is shared with: the thing, or all that is its owner's. */
export const sharedParts = ['thing', 'account'] as const;

export type SharedPart = (typeof sharedParts)[number];

/** How an owner shares a thing with another account, and ends the share. */
export type Sharing = {
  /**
   * The roles of the accounts that things are shared with, each with what such an account sees while that lasts:
   * `{ patient: 'thing', guardian: 'account' }`. Whatever is given for a time and taken away belongs here, whoever gives
   * it: a colleague who is called in, a guardian, a member of staff. Default: `{ patient: 'thing' }`.
   */
  with?: Readonly<Record<Role, SharedPart>>;
  /**
   * Shares a thing with another account. Returns ids that `end` needs in addition to the thing's, or the address of a
   * surface that shows what is shared (`{ link }` for `read('GET /shared/{link}', { by: ['patient'] })`), and in `until`
   * when the share expires, if it does. A run waits at most 120 seconds for that, so choose a short time if possible.
   */
  share(context: {
    /** The owner's session. */
    http: Http;
    account: AccountView;
    ids: Ids;
    to: AccountView;
    /** The session of the account that the thing is shared with, in case it must accept. */
    toHttp: Http;
  }): Awaitable<{ ids?: Given; until?: Date } | void>;
  /** Ends a share before it expires; `none('…')` if that is not possible. */
  end:
    | None
    | ((context: {
        http: Http;
        account: AccountView;
        ids: Ids;
        to: AccountView;
      }) => Awaitable<void>);
};

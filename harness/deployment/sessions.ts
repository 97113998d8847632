import type { Http } from './http.ts';
import type { AccountView } from './views.ts';

/** Texts that a function of the definition returns, by name. An undefined value counts as absent. */
export type Given = Readonly<Record<string, string | undefined>>;

/** The result of signing in, in addition to the cookies that `http` keeps. */
export type SignedIn = {
  /** Sent with each request of the session: `{ authorization: … }`. */
  headers?: Readonly<Record<string, string>>;
  /** Seconds until the session expires. It is renewed before that (`accounts.renew`). Default: it does not expire. */
  expiresIn?: number;
  /** Values that `accounts.renew` needs, such as a refresh token. They are secret, and kept with the session. */
  keep?: Given;
};

/**
 * Signs out. `http` has the session's cookies and headers; `keep` has the values that signing in and later renewals
 * returned as `keep`, such as the refresh token that a logout must name.
 */
export type SignOut = (context: {
  http: Http;
  account: AccountView;
  keep: Readonly<Record<string, string>>;
}) => Promise<void> | void;

/** How Chaperone gets the codes of second factors that a deployment sends, such as by e-mail or SMS. */
export type SecondFactor = {
  /**
   * Returns the code that was sent to the account since its sign-in began (`since`, by this machine's clock), such as
   * from the API of a mail catcher; null while it has not come. It is asked twice a second until the definition's
   * `timeout` is over; then the sign-in has failed. `http` has no session, and reaches `url` and `hosts`.
   */
  code(context: {
    account: AccountView;
    since: Date;
    http: Http;
  }): Promise<string | null | undefined> | string | null | undefined;
  /** Whether an account has a second factor. Default: each patient has. */
  has?(account: AccountView): boolean;
};

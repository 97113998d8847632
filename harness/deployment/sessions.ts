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

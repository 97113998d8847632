import type { Page } from 'playwright';
import type { Cohort } from '../domain/accounts/account.ts';
import type { Ids } from '../domain/ledger/thing.ts';
import type { Http } from './http.ts';
import type { None } from './none.ts';
import type { AccountView, ThingView } from './views.ts';

/** What a person does in a browser, for the scenarios: functions that act on a Playwright page. */
export type BrowserDefinition = {
  signIn(context: {
    page: Page;
    account: AccountView;
    totp: () => string;
    code: () => Promise<string>;
  }): Promise<void>;
  signOut(context: { page: Page; account: AccountView }): Promise<void>;
  /** The page that lists an account's recordings: its path, and a CSS selector of one row. */
  replays: { path: string; item: string };
  /** The page that plays a thing's recording: its path, and a CSS selector of the `<video>` or `<audio>`. */
  player: { path(thing: ThingView): string; media: string };
  /** How an account makes a call in the browser; `none('…')` if there are no calls. */
  call:
    | None
    | {
        /** Name of the action (of `actions`) that books a consultation to call in. */
        book: string;
        /** Starts a call (audio only) in a thing that was created for it. Resolves once the call is under way. */
        start(context: { page: Page; account: AccountView; thing: ThingView }): Promise<void>;
        /** As an action's, of an account that has switched. */
        makes?: Cohort;
        switchToVideo: None | ((context: { page: Page }) => Promise<void>);
        /** Ends the call. Resolves, once the recording is ready, with the new ids (`recording`). */
        hangUp(context: { page: Page; http: Http; thing: ThingView }): Promise<Ids>;
      };
};

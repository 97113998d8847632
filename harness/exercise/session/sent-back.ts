import { isSignInPage } from '../classify/sign-in-page.ts';
import { HttpError } from '../http/http-error.ts';
import type { HttpAnswer } from '../http/http-session.ts';
import { redirectOf } from '../http/redirect.ts';

/** A sign-in that was refused with the sign-in page. */
export class SentBackError extends HttpError {}

/** Watches the answers of one sign-in. */
export type SignInWatch = {
  note(answer: HttpAnswer): void;
  /**
   * The error of a sign-in that ended at the sign-in page; null where it ended elsewhere. A redirect that was not
   * followed may lead to an address that shows that page to strangers only, so it is asked for.
   * @param ask requests an address with the new session
   */
  whySentBack(ask: (address: string) => Promise<unknown>): Promise<HttpError | null>;
};

/**
 * Notices a sign-in that was refused with the sign-in page, as forms do whose status tells nothing: its session would
 * be refused everything, and look like one that was locked out. Only what something was sent to counts, since a
 * sign-in may end by fetching that page for its cookie.
 */
export function watchSignIn(pattern: RegExp | undefined): SignInWatch {
  const pages = new Set<string>();
  let last: HttpAnswer | null = null;
  const isPage = ({ body, headers }: HttpAnswer): boolean =>
    isSignInPage(body.toString('utf8'), headers['content-type'] ?? '', pattern);
  return {
    note(answer) {
      last = answer;
      if (isPage(answer)) pages.add(placeOf(answer.url));
    },
    async whySentBack(ask) {
      const end = last;
      if (end === null || end.method === 'GET' || end.method === 'HEAD') return null;
      const { method, url, status } = end;
      const target = redirectOf(end, url);
      if (target === null ? !isPage(end) : !pages.has(placeOf(target))) return null;
      if (target !== null) {
        await ask(target.href);
        // What came was noted, as every answer is.
        const shown: HttpAnswer | null = last;
        if (shown !== null && shown !== end && !isPage(shown)) return null;
      }
      return new SentBackError(method, url, `answered ${status} ${refused}`, status);
    },
  };
}

const refused =
  'with the sign-in page: the sign-in was refused (if it was not, tell the pages apart by signInPage in the definition)';

function placeOf({ origin, pathname }: URL): string {
  return origin + pathname;
}

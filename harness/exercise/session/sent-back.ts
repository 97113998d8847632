import { isSignInPage } from '../classify/sign-in-page.ts';
import { HttpError } from '../http/http-error.ts';
import type { HttpAnswer } from '../http/http-session.ts';
import { redirectOf } from '../http/redirect.ts';

/** A sign-in that was refused with the sign-in page. */
export class SentBackError extends HttpError {}

/** Watches the answers of one sign-in. */
export type SignInWatch = {
  note(answer: HttpAnswer): void;
  /** The error of a sign-in that ended at the sign-in page; null where it ended elsewhere. */
  whySentBack(): HttpError | null;
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
    whySentBack() {
      if (last === null || last.method === 'GET' || last.method === 'HEAD') return null;
      const { method, url, status } = last;
      const target = redirectOf(last, url);
      const isBack = target === null ? isPage(last) : pages.has(placeOf(target));
      return isBack
        ? new SentBackError(method, url, `answered ${status} ${refused}`, status)
        : null;
    },
  };
}

const refused =
  'with the sign-in page: the sign-in was refused (if it was not, tell the pages apart by signInPage in the definition)';

function placeOf({ origin, pathname }: URL): string {
  return origin + pathname;
}

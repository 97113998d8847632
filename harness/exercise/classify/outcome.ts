import type { Outcome } from '../../domain/attempts/outcome.ts';
import type { Gives } from '../../domain/surfaces/surface.ts';
import { isBinary } from '../../domain/surfaces/media-type.ts';
import type { Redirect } from '../http/redirect.ts';

/** The findings about an answer from which its outcome is decided. */
export type Findings = {
  gives: Gives;
  /** The request was a HEAD, so the answer has no body. */
  bodiless: boolean;
  /** The viewer asked for something of its own: one of its things, or its own list. */
  own: boolean;
  /** The session may reach its account's things: it exists and is neither signed out nor half signed in. */
  open: boolean;
  status: number | null;
  /** Why the answer is missing or incomplete; null when it is complete. */
  failure: string | null;
  bytes: number;
  contentType: string;
  /** The answer is the sign-in page (see `isSignInPage`), whatever its status. */
  signInPage: boolean;
  /** The redirect that was not followed; null when there is none. */
  redirect: Redirect | null;
  /** The answer holds a sighting of the owner of the requested thing (for a list: of any account). */
  sign: boolean;
  /** Number of rows on all pages; null when rows cannot be found in the answer. */
  rows: number | null;
  /** Why rows or pages could not be read; null when they could. */
  listWhy: string | null;
  /** Every row has a sighting of the viewer. */
  ownRows: boolean;
  /** The body only reports an error, though the status is one of success (see `isRefusal`). */
  refusal: boolean;
  /** The request was redirected to a page that names nobody's thing (see `isSentHome`). */
  sentHome: boolean;
  /** The answer is JSON that holds numbers and nothing else. Default: it is not. */
  numeric?: boolean;
  /** The total that the answer tells beside the rows of a list; null where it tells none. Default: null. */
  total?: number | null;
  /** The answer holds the number of a figure. Default: the surface is none, or there is no number. */
  counted?: boolean;
};

/**
 * An outcome, with the reason if it is unclear, or is not what its status says. `decoy`: compare with the answer for an id that never existed; if that
 * is the same, the outcome is `concealed`.
 */
export type Classified = { outcome: Outcome; why?: string; decoy?: true };

const refused = new Set([401, 403, 407]);
const absent = new Set([404, 410]);
/** Statuses of answers that have no body. */
const empty = new Set([204, 205]);
/** Statuses that say nothing about the viewer's rights: timeout, too early, too many requests. */
const passing = new Set([408, 425, 429]);

/** Decides the outcome of an answer by the rules of design.md. Pure. */
export function classify(answer: Findings): Classified {
  const { status } = answer;
  // This comes first: whatever else went wrong, the answer holds something of another account's.
  if (!answer.own && answer.sign && status !== null && status < 300) return { outcome: 'granted' };
  if (status === null || answer.failure !== null)
    return unclear(answer.failure ?? 'no answer came');
  if (status >= 300 && status < 400) return redirected(answer);
  if (refused.has(status)) return { outcome: 'denied' };
  if (absent.has(status)) return { outcome: 'concealed' };
  if (passing.has(status) || status >= 500) return unclear(`status ${status}`);
  if (status >= 400) return { outcome: 'denied' };
  if (answer.signInPage) return { outcome: 'denied', why: likeSignInPage(status) };
  // For the owner, it may be a transient error; for anyone else, it is a refusal.
  if (answer.refusal && !(answer.own && answer.open)) return { outcome: 'denied' };
  if (answer.sentHome && !answer.sign && !(answer.own && answer.open)) return { outcome: 'denied' };
  if (empty.has(status) && !answer.own) return { outcome: 'concealed' };
  if (answer.gives === 'list') return list(answer);
  if (!answer.own) return stranger(answer);
  const classified = own(answer);
  return classified.outcome === 'unclear' && !answer.open
    ? { ...classified, decoy: true }
    : classified;
}

/** Told even though the outcome is clear: nobody would look for a refusal behind the status. */
function likeSignInPage(status: number): string {
  return `status ${status}, but the answer looked like the sign-in page`;
}

function redirected({ redirect, status, own: ofOwn }: Findings): Classified {
  if (redirect?.to === 'sign-in') return { outcome: 'denied' };
  const why =
    status === 304
      ? 'status 304: not modified since it was last shown'
      : (redirect?.why ?? `status ${status} without an address`);
  return ofOwn ? unclear(why) : { ...unclear(why), decoy: true };
}

function list(answer: Findings): Classified {
  if (answer.listWhy !== null) return unclear(answer.listWhy);
  if (answer.rows === 0)
    return !answer.own && (answer.total ?? 0) > 0
      ? { ...unclear('no row to a stranger, and beside it how many there are'), decoy: true }
      : { outcome: 'concealed' };
  // The address names the list of another account. If all rows are the viewer's own, the deployment went by the session
  // and not by the address. Other rows are no refusal, even if the answer for a decoy holds the same rows.
  if (!answer.own && answer.rows !== null)
    return answer.ownRows
      ? { outcome: 'granted' }
      : unclear('rows to a stranger without a sign of anyone');
  if (!answer.own) return stranger(answer);
  if (answer.rows !== null || answer.sign) return { outcome: 'granted' };
  return unclear('the list shows no rows and no sign of anyone');
}

function own(answer: Findings): Classified {
  if (answer.bodiless || answer.sign) return { outcome: 'granted' };
  // A number names nobody: to whom a session is not open, it is as good as to a stranger.
  if (answer.gives === 'figure')
    return answer.counted === true && answer.open
      ? { outcome: 'granted' }
      : unclear(
          `a ${answer.status} ${answer.counted === true ? 'with' : 'without'} a number where the figure is`,
        );
  if (answer.bytes === 0) return unclear(`a ${answer.status} without a body`);
  // Media need not hold a sign, whatever it was described as: it is compared with what other owners are served.
  if (isBinary(answer.contentType)) return { outcome: 'granted' };
  if (answer.numeric === true)
    return unclear(`a ${answer.status} with numbers only: describe it by figure(…)`);
  return unclear(`a ${answer.status} without a sign of the owner`);
}

function stranger({ status, gives, counted }: Findings): Classified {
  const why =
    gives === 'figure' && counted === true
      ? `a ${status} to a stranger with another number than of an id that never existed`
      : `a ${status} to a stranger without a sign of anyone`;
  return { ...unclear(why), decoy: true };
}

function unclear(why: string): Classified {
  return { outcome: 'unclear', why };
}

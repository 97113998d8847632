import type { Outcome } from '../../domain/outcome.ts';
import type { Gives } from '../../domain/surface.ts';
import { isBinary } from '../http/media-type.ts';
import type { Redirect } from '../http/redirect.ts';

/** What is known of an answer when its outcome is decided. */
export type Findings = {
  gives: Gives;
  /** It was asked for without a body (HEAD). */
  bodiless: boolean;
  /** What was asked for is the viewer's own: a thing of theirs, or their own list. */
  own: boolean;
  /** The session may reach what is its account's: it is neither signed out nor half, and not a stranger's. */
  open: boolean;
  status: number | null;
  /** Why the answer is missing or incomplete, in words. */
  failure: string | null;
  bytes: number;
  contentType: string;
  /** The sign-in page (see `isSignInPage`), whatever the status. */
  signInPage: boolean;
  /** Where a redirect that was not followed leads. */
  redirect: Redirect | null;
  /** It holds a sighting of the owner of what was asked for (for a list: of anybody). */
  sign: boolean;
  /** Rows over all pages; null where there are none to be told. */
  rows: number | null;
  /** Why rows or pages could not be read, in words. */
  listWhy: string | null;
  /** Every row has a sign of the viewer's own. */
  ownRows: boolean;
  /** An error came in place of what was asked for, with a status of success (see `isRefusal`). */
  refusal: boolean;
  /** It was redirected to where everybody may go (see `isSentHome`). */
  sentHome: boolean;
};

/** `decoy`: unclear, unless the answer for an id that never existed is the same: then it is concealed. */
export type Classified = { outcome: Outcome; why?: string; decoy?: true };

const refused = new Set([401, 403, 407]);
const absent = new Set([404, 410]);
/** An answer without a body by its status. */
const empty = new Set([204, 205]);
/** Not about the viewer's rights: timeout, too early, too many. */
const passing = new Set([408, 425, 429]);

/** Decides the outcome of an answer by the rules of design.md. Pure. */
export function classify(answer: Findings): Classified {
  const { status } = answer;
  // Whatever else went wrong: what belongs to another came.
  if (!answer.own && answer.sign && status !== null && status < 300) return { outcome: 'granted' };
  if (status === null || answer.failure !== null)
    return unclear(answer.failure ?? 'no answer came');
  if (status >= 300 && status < 400) return redirected(answer);
  if (refused.has(status)) return { outcome: 'denied' };
  if (absent.has(status)) return { outcome: 'concealed' };
  if (passing.has(status) || status >= 500) return unclear(`status ${status}`);
  if (status >= 400) return { outcome: 'denied' };
  if (answer.signInPage) return { outcome: 'denied' };
  // To an owner it may have been a passing error; whoever may not see it is told so in this way.
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

function redirected({ redirect, status, own: ofOwn }: Findings): Classified {
  if (redirect?.to === 'sign-in') return { outcome: 'denied' };
  const why = redirect?.why ?? `status ${status} without an address`;
  return ofOwn ? unclear(why) : { ...unclear(why), decoy: true };
}

function list(answer: Findings): Classified {
  if (answer.listWhy !== null) return unclear(answer.listWhy);
  if (answer.rows === 0) return { outcome: 'concealed' };
  // The address named another's list, and the deployment went by who asked. Rows of anybody else are no refusal, and
  // that others are shown the same makes them none.
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
  if (answer.bytes === 0) return unclear(`a ${answer.status} without a body`);
  if (answer.gives === 'stream' && isBinary(answer.contentType)) return { outcome: 'granted' };
  return unclear(`a ${answer.status} without a sign of the owner`);
}

function stranger(answer: Findings): Classified {
  return { ...unclear(`a ${answer.status} to a stranger without a sign of anyone`), decoy: true };
}

function unclear(why: string): Classified {
  return { outcome: 'unclear', why };
}

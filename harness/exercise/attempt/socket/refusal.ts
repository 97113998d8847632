import type { Classified } from '../../classify/outcome.ts';
import { isSignInPage } from '../../classify/outcome.ts';
import { isSignInAddress } from '../../http/sign-in-address.ts';
import type { Ended, Received } from './received.ts';

/** What is known of how a connection was answered, and how it ended of itself. */
export type Answered = Pick<Received, 'status' | 'headers' | 'accepted'> & {
  ended: Ended | null;
  /** What was listened to is the viewer's own. */
  own: boolean;
  signInPage?: RegExp | undefined;
};

const passing = new Set([408, 425, 429]);
/** Close codes that tell of a passing fault, and not of the viewer's rights. */
const passingCodes = new Set([4008, 4408, 4429]);

/** What a connection that was refused, failed or was ended by the server came to; null where it stayed open. */
export function refusalOf(answered: Answered): Classified | null {
  if (!answered.accepted) return notAccepted(answered);
  const { ended, own } = answered;
  if (ended === null) return null;
  const { code, failure } = ended;
  if (failure !== null) return unclear(failure);
  if (code !== null && isRefusal(code)) return { outcome: 'denied' };
  const inOrder = code === null || code === 1000 || code === 1005;
  if (inOrder && !own) return { outcome: 'denied' };
  return unclear(`the server ended the connection${code === null ? '' : ` (code ${code})`}`);
}

/** RFC 6455, 7.4.1 (1008: policy), IANA's registry (3000: unauthorized, 3003: forbidden), and a server's own. */
function isRefusal(code: number): boolean {
  if (code === 1008 || code === 3000 || code === 3003) return true;
  return code >= 4000 && code < 4500 && !passingCodes.has(code);
}

function notAccepted({ status, headers, ended, signInPage }: Answered): Classified {
  if (status === null) return unclear(ended?.failure ?? 'no answer came');
  if (status === 401 || status === 403 || status === 407) return { outcome: 'denied' };
  if (status === 404 || status === 410 || status === 204) return { outcome: 'concealed' };
  if (passing.has(status) || status >= 500) return unclear(`status ${status}`);
  if (status >= 400) return { outcome: 'denied' };
  if (status >= 300) {
    const target = URL.parse(headers['location'] ?? '', 'http://base.invalid');
    return target !== null && isSignInAddress(target, target.hostname !== 'base.invalid')
      ? { outcome: 'denied' }
      : unclear(`status ${status}, a redirect in place of a connection`);
  }
  const text = ended?.text.toString('utf8') ?? '';
  if (isSignInPage(text, headers['content-type'] ?? '', signInPage)) return { outcome: 'denied' };
  return unclear(`a ${status} in place of a connection`);
}

function unclear(why: string): Classified {
  return { outcome: 'unclear', why };
}

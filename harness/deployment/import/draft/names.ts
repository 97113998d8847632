/** Names of fields of an answer that hold a token for later requests. */
export const tokenNames =
  /^(?:access_?(?:token|jwt)?|token|jwt|id_?token|session_?(?:token|key)|bearer(?:_?token)?|auth_?(?:token|key)|api_?(?:token|key)|key)$/i;

/** Patterns of the last word of a path or operation, by what the operation does. */
export const deeds = {
  signIn: /(?:log|sign)[-_]?(?:in|on)$|^(?:session|token|authenticate|auth)s?$/i,
  signUp: /sign[-_]?up$|regist(?:er|ration)s?$|^(?:user|patient|account|customer|member)s?$/i,
  signOut: /(?:log|sign)[-_]?(?:out|off)$|^(?:end|close|kill)[-_]?session$/i,
  book: /^(?:consultation|appointment|booking|visit|encounter)s?$/i,
  release: /^(?:version|release|build|build-?info|info|status)$/i,
} as const;

/** Words of a path that end the session where a DELETE goes there, or the request says so. */
const ofSession = /^(?:session|token|auth|authentication)s?$/i;
const thisOne = /^(?:current|me|mine|this|self|own)$/i;
const ending = /^(?:revoke|invalidate|destroy|terminate|delete|end|close)$/i;

/** Whether a request signs out: by its last word, or because it ends or deletes the session that asks. */
export function signsOut(method: string, path: string): boolean {
  const [last = '', before = ''] = path
    .split('/')
    .filter((segment) => segment !== '')
    .toReversed();
  if (deeds.signOut.test(last)) return true;
  if (method === 'DELETE')
    return ofSession.test(last) || (thisOne.test(last) && ofSession.test(before));
  return method !== 'GET' && ending.test(last) && ofSession.test(before);
}

/** What speaks of maintenance, errors or administration does not tell the release. */
const notOfRelease = /maintenance|error|admin|[{}]/i;

/** Whether an address may tell the release. */
export function isOfRelease(path: string): boolean {
  return deeds.release.test(path.split('/').at(-1) ?? '') && !notOfRelease.test(path);
}

/** Names of operations and fields of a second factor. */
export const secondFactorNames =
  /(?:second|two|multi)[-_]?factor|^(?:2fa|mfa|otp)$|totp|one[-_]?time[-_]?(?:code|pass)/i;

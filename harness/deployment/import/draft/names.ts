/** Fields of an answer that hold what later requests carry. */
export const tokenNames =
  /^(?:access_?token|token|jwt|id_?token|session_?token|bearer|auth_?token)$/i;

/** Last words of paths and operations, by what they do. */
export const deeds = {
  signIn: /(?:log|sign)[-_]?(?:in|on)$|^(?:session|token|authenticate|auth)s?$/i,
  signUp: /sign[-_]?up$|regist(?:er|ration)s?$|^(?:user|patient|account|customer|member)s?$/i,
  signOut: /(?:log|sign)[-_]?(?:out|off)$/i,
  book: /^(?:consultation|appointment|booking|visit|encounter)s?$/i,
  release: /^(?:version|release|build|build-?info|info|status)$/i,
} as const;

/** What operations and fields of a second factor are called. */
export const secondFactorNames =
  /(?:second|two|multi)[-_]?factor|^(?:2fa|mfa|otp)$|totp|one[-_]?time[-_]?(?:code|pass)/i;

/** Names of fields of an answer that hold a token for later requests. */
export const tokenNames =
  /^(?:access_?token|token|jwt|id_?token|session_?token|bearer|auth_?token)$/i;

/** Patterns of the last word of a path or operation, by what the operation does. */
export const deeds = {
  signIn: /(?:log|sign)[-_]?(?:in|on)$|^(?:session|token|authenticate|auth)s?$/i,
  signUp: /sign[-_]?up$|regist(?:er|ration)s?$|^(?:user|patient|account|customer|member)s?$/i,
  signOut: /(?:log|sign)[-_]?(?:out|off)$/i,
  book: /^(?:consultation|appointment|booking|visit|encounter)s?$/i,
  release: /^(?:version|release|build|build-?info|info|status)$/i,
} as const;

/** Names of operations and fields of a second factor. */
export const secondFactorNames =
  /(?:second|two|multi)[-_]?factor|^(?:2fa|mfa|otp)$|totp|one[-_]?time[-_]?(?:code|pass)/i;

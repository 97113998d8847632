/**
 * The variant of an attempt that sent a value from an answer in the place of a session's credential, and the name of the
 * credential if the value opened the view of an account. The attempt is recorded at the surface that gave the value.
 */
export const freshCredential = 'fresh-credential';

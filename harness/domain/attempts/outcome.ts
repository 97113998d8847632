/** How attempts end; see `Outcome`. */
export const outcomes = ['granted', 'denied', 'concealed', 'unclear'] as const;

/**
 * How an attempt ended. `granted`: what was asked for came. `denied`: refused (401, 403, a redirect to
 * sign-in, the sign-in page itself). `concealed`: as if it did not exist (404, an empty list, the same
 * answer as for an id that never existed). `unclear`: an error, a timeout, nonsense, or a 200 to a
 * stranger that is none of these.
 */
export type Outcome = (typeof outcomes)[number];

import { endedVariants, forgedVariants, linkSource } from './link-variant.ts';
import { rangeVariants } from './range-variants.ts';

/**
 * The variants that Chaperone itself gives to attempts; see `Attempt.variant`. Scenarios and changed requests may bring
 * other names. `kept`: a connection that was open before the sign-out. `at-home`: the viewer's own address, while the
 * owner acts. `browser`, `shown`: what a browser received, and what its page showed.
 */
export const variants = [
  'plain',
  'head',
  ...rangeVariants,
  ...forgedVariants,
  ...endedVariants,
  linkSource,
  'kept',
  'at-home',
  'browser',
  'shown',
] as const;

export type AttemptVariant = (typeof variants)[number];

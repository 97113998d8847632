import { freshCredential } from '../attempts/fresh-credential.ts';
import {
  endedAddress,
  endedVariants,
  forgedVariants,
  linkSource,
  namedAddress,
} from './link-variant.ts';
import { rangeVariants } from './range-variants.ts';

/** The variant and the probe of what came over a connection that was opened before the update. */
export const acrossUpdate = 'across-update';

/** The variant of an attempt at a thing that its owner had removed: nobody may have anything of it any more. */
export const removedThing = 'removed';

/** Why that probe tries nothing where no account of the run has a session from before the update that is still open. */
export const noOldSession = 'it needs a patient whose session outlives the update';

/**
 * The variants that Chaperone itself gives to attempts; see `Attempt.variant`. Scenarios and changed requests may bring
 * other names. `kept`: a connection that was open before the sign-out. `across-update`: one
 * that was open before the update. `at-home`: the viewer's own address, while the
 * owner acts. `after-hang-up`: the same, once the owner's connection has broken off. `browser`, `shown`: what a browser
 * received, and what its page showed.
 */
export const variants = [
  'plain',
  'head',
  ...rangeVariants,
  ...forgedVariants,
  ...endedVariants,
  linkSource,
  namedAddress,
  endedAddress,
  freshCredential,
  acrossUpdate,
  removedThing,
  'kept',
  'at-home',
  'after-hang-up',
  'browser',
  'shown',
] as const;

export type AttemptVariant = (typeof variants)[number];

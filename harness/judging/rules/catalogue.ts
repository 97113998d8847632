import type { Invariant } from '../../domain/invariant.ts';
import { noAccessAfterSignOut } from './no-access-after-sign-out.ts';
import { noAccessAfterRevocation } from './no-access-after-revocation.ts';
import { noAnonymousAccess } from './no-anonymous-access.ts';
import { noForeignCredentials } from './no-foreign-credentials.ts';
import { noForeignListing } from './no-foreign-listing.ts';
import { noForeignReading } from './no-foreign-reading.ts';
import { noForeignStreaming } from './no-foreign-streaming.ts';
import { ownAccess } from './own-access.ts';
import { secondFactorRequired } from './second-factor-required.ts';

/** All invariants, in the order in which they are judged and reported. */
export const invariants: readonly Invariant[] = [
  noForeignListing,
  noForeignReading,
  noForeignStreaming,
  noForeignCredentials,
  noAnonymousAccess,
  noAccessAfterSignOut,
  noAccessAfterRevocation,
  secondFactorRequired,
  ownAccess,
];

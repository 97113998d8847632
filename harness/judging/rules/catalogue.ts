import { type InvariantId, invariantIds } from '../../domain/verdict/invariant.ts';
import type { Invariant } from './invariant.ts';
import { noAccessAfterSignOut } from './no-access-after-sign-out.ts';
import { noAccessAfterRevocation } from './no-access-after-revocation.ts';
import { noAnonymousAccess } from './no-anonymous-access.ts';
import { noForeignCredentials } from './no-foreign-credentials.ts';
import { noForeignListing } from './no-foreign-listing.ts';
import { noForeignReading } from './no-foreign-reading.ts';
import { noForeignStreaming } from './no-foreign-streaming.ts';
import { noOpenedAccess } from './no-opened-access.ts';
import { noTampering } from './no-tampering.ts';
import { outboundToTheRightParty } from './outbound-to-the-right-party.ts';
import { ownAccess } from './own-access.ts';
import { privateResponsesNotShared } from './private-responses-not-shared.ts';
import { secondFactorRequired } from './second-factor-required.ts';
import { undisturbedView } from './undisturbed-view.ts';

const rules: Readonly<Record<InvariantId, Invariant>> = {
  'no-foreign-listing': noForeignListing,
  'no-foreign-reading': noForeignReading,
  'no-foreign-streaming': noForeignStreaming,
  'no-foreign-credentials': noForeignCredentials,
  'no-anonymous-access': noAnonymousAccess,
  'no-access-after-sign-out': noAccessAfterSignOut,
  'no-access-after-revocation': noAccessAfterRevocation,
  'second-factor-required': secondFactorRequired,
  'no-opened-access': noOpenedAccess,
  'no-tampering': noTampering,
  'outbound-to-the-right-party': outboundToTheRightParty,
  'private-responses-not-shared': privateResponsesNotShared,
  'own-access': ownAccess,
  'undisturbed-view': undisturbedView,
};

/** All invariants, in the order in which they are judged and reported. */
export const invariants: readonly Invariant[] = invariantIds.map((id) => rules[id]);

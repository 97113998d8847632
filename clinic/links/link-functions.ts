import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { signInFunctions } from '../sign-in/sign-in-functions.ts';
import { sign } from './signing.ts';

/** How the base release gives signed addresses of media: for one session of one account, and for a while. */
export function linkFunctions(
  clinic: Clinic,
): Pick<
  ClinicFunctions,
  'mediaAddress' | 'endOfMediaLink' | 'signMediaLink' | 'findMediaViewer' | 'mayUseMediaLink'
> {
  const { store, clock, linkLifetime } = clinic;
  return {
    mediaAddress: (_viewer, { id }) => `/api/recordings/${id}/media`,
    endOfMediaLink: () => clock.now() + linkLifetime,
    signMediaLink: (viewer, { recordingId, expiresAt }) => {
      const whose = [viewer?.account.id ?? '', viewer?.session.id ?? ''];
      return sign(store, 'media', recordingId, String(expiresAt), ...whose).toString('base64url');
    },
    findMediaViewer: signInFunctions(clinic).findViewer,
    mayUseMediaLink: (viewer, { expiresAt }) => viewer !== null && clock.now() < expiresAt,
  };
}

import { bookingFunctions } from './booking/booking-functions.ts';
import { cacheFunctions } from './cache/cache-functions.ts';
import { callFunctions } from './calls/call-functions.ts';
import type { ClinicFunctions } from './clinic-functions.ts';
import type { Clinic } from './clinic.ts';
import { liveFunctions } from './live/live-functions.ts';
import { labFunctions } from './lab/lab-functions.ts';
import { renderPage } from './pages/layout.ts';
import { prescribingFunctions } from './prescribing/prescribing-functions.ts';
import { recordingFunctions } from './recordings/recording-functions.ts';
import { searchFunctions } from './search/search-functions.ts';
import { sharingFunctions } from './sharing/sharing-functions.ts';
import { relativeFunctions } from './relatives/relative-functions.ts';
import { staffFunctions } from './staff/staff-functions.ts';
import { signInFunctions } from './sign-in/sign-in-functions.ts';
import { waitingFunctions } from './waiting/waiting-functions.ts';

/** What the clinic does in its base release. */
export function baseFunctions(clinic: Clinic): ClinicFunctions {
  return {
    aroundRequest: (_context, next) => next(),
    privateHeaders: () => ({
      'cache-control': 'private, no-store',
      vary: 'Cookie, Authorization',
    }),
    renderPage: (viewer, page) => renderPage(viewer, page),
    ...cacheFunctions(),
    ...signInFunctions(clinic),
    ...bookingFunctions(clinic),
    ...prescribingFunctions(clinic),
    ...callFunctions(clinic),
    ...recordingFunctions(clinic),
    ...liveFunctions(clinic),
    ...searchFunctions(clinic),
    ...waitingFunctions(clinic),
    ...sharingFunctions(clinic),
    ...labFunctions(clinic),
    ...relativeFunctions(clinic),
    ...staffFunctions(clinic),
  };
}

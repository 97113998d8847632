import { bookingFunctions } from './booking/booking-functions.ts';
import { cacheFunctions } from './cache/cache-functions.ts';
import { callFunctions } from './calls/call-functions.ts';
import { changingFunctions } from './changing/changing-functions.ts';
import type { ClinicFunctions } from './clinic-functions.ts';
import type { Clinic } from './clinic.ts';
import { letterFunctions } from './letters/letter-functions.ts';
import { liveFunctions } from './live/live-functions.ts';
import { labFunctions } from './lab/lab-functions.ts';
import { calendarFunctions } from './calendar/calendar-functions.ts';
import { exportFunctions } from './exports/export-functions.ts';
import { linkFunctions } from './links/link-functions.ts';
import { renderPage } from './pages/layout.ts';
import { poolFunctions } from './pool/pool-functions.ts';
import { prescribingFunctions } from './prescribing/prescribing-functions.ts';
import { hlsFunctions } from './recordings/hls-functions.ts';
import { recordingFunctions } from './recordings/recording-functions.ts';
import { searchFunctions } from './search/search-functions.ts';
import { sharingFunctions } from './sharing/sharing-functions.ts';
import { relativeFunctions } from './relatives/relative-functions.ts';
import { staffFunctions } from './staff/staff-functions.ts';
import { signInFunctions } from './sign-in/sign-in-functions.ts';
import { waitingFunctions } from './waiting/waiting-functions.ts';

/**
 * What the clinic does in its base release.
 * @param release what the release does that runs: by it these call each other, where an update may come in between.
 * Default: these
 */
export function baseFunctions(clinic: Clinic, release?: () => ClinicFunctions): ClinicFunctions {
  const current = release ?? (() => base);
  const base: ClinicFunctions = {
    aroundRequest: (_context, next) => next(),
    privateHeaders: () => ({
      'cache-control': 'private, no-store',
      vary: 'Cookie, Authorization',
    }),
    renderPage: (viewer, page) => renderPage(viewer, page),
    ...cacheFunctions(),
    ...poolFunctions(clinic, current),
    ...signInFunctions(clinic),
    ...letterFunctions(),
    ...changingFunctions(clinic),
    ...bookingFunctions(clinic, current),
    ...prescribingFunctions(clinic),
    ...callFunctions(clinic),
    ...recordingFunctions(clinic, current),
    ...liveFunctions(clinic),
    ...searchFunctions(clinic),
    ...waitingFunctions(clinic),
    ...sharingFunctions(clinic),
    ...labFunctions(clinic),
    ...relativeFunctions(clinic),
    ...staffFunctions(clinic),
    ...hlsFunctions(clinic),
    ...linkFunctions(clinic),
    ...exportFunctions(clinic),
    ...calendarFunctions(clinic),
  };
  return base;
}

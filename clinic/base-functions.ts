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
import { prescribingFunctions } from './prescribing/prescribing-functions.ts';
import { hlsFunctions } from './recordings/hls-functions.ts';
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
    ...letterFunctions(),
    ...changingFunctions(clinic),
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
    ...hlsFunctions(clinic),
    ...linkFunctions(clinic),
    ...exportFunctions(clinic),
    ...calendarFunctions(clinic),
  };
}

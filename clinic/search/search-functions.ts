import { selectConsultation } from '../booking/consultation.ts';
import type { Consultation } from '../booking/consultation.ts';
import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { pageParameters, toPage } from '../store/page.ts';

/** How many suggestions there are at most. */
const mostSuggestions = 5;

/** Part of a reason, taken as it is: nothing of what is searched for is a wildcard. */
const matches = `instr(lower(c.reason), lower(:text)) > 0`;
const lists = { patient: ownMatches('patient_id'), clinician: ownMatches('clinician_id') };

function ownMatches(owner: 'patient_id' | 'clinician_id') {
  const own = `c.${owner} = :viewer AND ${matches}`;
  return {
    rows: `${selectConsultation} WHERE ${own} AND (c.booked_at, c.id) < (:at, :after)
      ORDER BY c.booked_at DESC, c.id DESC LIMIT :rows`,
    count: `SELECT count(*) AS total FROM consultations c WHERE ${own}`,
    suggestions: `SELECT c.reason FROM consultations c WHERE ${own}
      GROUP BY c.reason ORDER BY max(c.booked_at) DESC LIMIT ${mostSuggestions}`,
  };
}

/** How the base release searches. */
export function searchFunctions({
  store,
}: Clinic): Pick<ClinicFunctions, 'searchConsultations' | 'suggestSearches'> {
  return {
    searchConsultations: ({ account }, text, page) => {
      const { rows, count } = lists[account.role];
      const viewer = account.id;
      const found = store.all<Consultation>(rows, { viewer, text, ...pageParameters(page) });
      const total = store.get<{ total: number }>(count, { viewer, text })?.total ?? 0;
      return toPage(found, page, total, ({ bookedAt, id }) => ({ at: bookedAt, id }));
    },
    suggestSearches: ({ account }, text) =>
      store
        .all<{ reason: string }>(lists[account.role].suggestions, { viewer: account.id, text })
        .map(({ reason }) => reason),
  };
}

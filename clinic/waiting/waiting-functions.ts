import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';

/** How long a consultation takes, in ms, and how many free ones are shown of each clinician. */
const slotLength = 10 * 60_000;
const shownEach = 3;

/** Who booked and has not been called. */
const waits =
  'FROM consultations c WHERE NOT EXISTS (SELECT 1 FROM calls k WHERE k.consultation_id = c.id)';
const queues = `SELECT a.id AS clinicianId, (SELECT count(*) FROM consultations c
    WHERE c.clinician_id = a.id AND c.booked_at >= :since) AS booked
  FROM accounts a WHERE a.role = 'clinician' ORDER BY a.created_at, a.id`;
const countWaiting = `SELECT count(*) AS waiting ${waits}`;
const ownPlace = `SELECT count(*) AS ahead ${waits} AND (c.booked_at, c.id) <= (
  SELECT m.booked_at, m.id FROM consultations m WHERE m.patient_id = :viewer
    AND NOT EXISTS (SELECT 1 FROM calls k WHERE k.consultation_id = m.id)
  ORDER BY m.booked_at, m.id LIMIT 1)`;

/** What moves by design when others book: free times, and one's place among those who wait. */
export function waitingFunctions({
  store,
  clock,
}: Clinic): Pick<ClinicFunctions, 'freeSlots' | 'findWaitingPlace'> {
  return {
    freeSlots: () => {
      const now = clock.now();
      const opens = now - (now % slotLength) + slotLength;
      const since = now - 24 * 3600_000;
      return store
        .all<{ clinicianId: string; booked: number }>(queues, { since })
        .flatMap(({ clinicianId, booked }) =>
          Array.from({ length: shownEach }, (_, next) => ({
            clinicianId,
            at: opens + (booked + next) * slotLength,
          })),
        );
    },
    findWaitingPlace: ({ account }) => {
      const waiting = store.get<{ waiting: number }>(countWaiting)?.waiting ?? 0;
      const ahead = store.get<{ ahead: number }>(ownPlace, { viewer: account.id })?.ahead ?? 0;
      return { place: ahead === 0 ? waiting + 1 : ahead, waiting };
    },
  };
}

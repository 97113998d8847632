import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { newId } from '../store/ids.ts';
import { guarded } from './relative.ts';
import type { Guardianship, RelativeLink } from './relative.ts';

const links = `SELECT id, patient_id AS patientId, relative_id AS relativeId,
    created_at AS createdAt FROM relatives
  WHERE patient_id = :viewer OR relative_id = :viewer ORDER BY created_at, id`;
const guardianship = `SELECT id, patient_id AS patientId, guardian_id AS guardianId,
    created_at AS createdAt, ended_at AS endedAt FROM guardians WHERE id = :id`;

/** How the base release links relatives, and what guardians may see. */
export function relativeFunctions({
  store,
  clock,
}: Clinic): Pick<
  ClinicFunctions,
  | 'linkRelative'
  | 'visibleRelatives'
  | 'appointGuardian'
  | 'findGuardianship'
  | 'endGuardianship'
  | 'mayReadAsGuardian'
> {
  return {
    linkRelative: (patient, relative) => {
      const id = newId('rel');
      store.run(
        `INSERT INTO relatives (id, patient_id, relative_id, created_at)
         VALUES (:id, :patient, :relative, :now)`,
        { id, patient: patient.id, relative: relative.id, now: clock.now() },
      );
      return id;
    },
    visibleRelatives: ({ account }) => store.all<RelativeLink>(links, { viewer: account.id }),
    appointGuardian: (patient, guardian) => {
      const id = newId('gua');
      store.run(
        `INSERT INTO guardians (id, patient_id, guardian_id, created_at)
         VALUES (:id, :patient, :guardian, :now)`,
        { id, patient: patient.id, guardian: guardian.id, now: clock.now() },
      );
      return id;
    },
    findGuardianship: (id) => store.get<Guardianship>(guardianship, { id }) ?? null,
    endGuardianship: ({ id }) => {
      const end = 'UPDATE guardians SET ended_at = :now WHERE id = :id AND ended_at IS NULL';
      store.run(end, { id, now: clock.now() });
    },
    mayReadAsGuardian: ({ account }, { patientId }) =>
      store.get(`SELECT 1 WHERE :patient IN (${guarded})`, {
        patient: patientId,
        viewer: account.id,
      }) !== undefined,
  };
}

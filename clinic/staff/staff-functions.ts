import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { desk, selectMember } from './member.ts';
import type { DeskPatient, Member } from './member.ts';

const byAccount = `${selectMember} WHERE m.account_id = :id`;
const patients = `SELECT p.id AS patientId, p.name AS patientName,
    (SELECT count(*) FROM consultations c WHERE c.patient_id = p.id) AS bookings
  FROM accounts p WHERE p.id IN (${desk}) ORDER BY p.name, p.id`;

/** How the base release keeps its staff, and who of them sees what at the desk. */
export function staffFunctions({
  store,
  clock,
}: Clinic): Pick<
  ClinicFunctions,
  | 'findMember'
  | 'visibleMembers'
  | 'revokeMember'
  | 'reinstateMember'
  | 'giveToDesk'
  | 'takeFromDesk'
  | 'visibleDeskPatients'
  | 'mayReadAtDesk'
> {
  return {
    findMember: (id) => store.get<Member>(byAccount, { id }) ?? null,
    visibleMembers: () => store.all<Member>(`${selectMember} ORDER BY m.created_at, m.account_id`),
    revokeMember: ({ accountId }) => {
      const revoke = `UPDATE members SET revoked_at = :now
        WHERE account_id = :id AND revoked_at IS NULL`;
      store.run(revoke, { id: accountId, now: clock.now() });
    },
    reinstateMember: ({ accountId: id }) => {
      const reinstate = `UPDATE members SET revoked_at = NULL
        WHERE account_id = :id AND revoked_at IS NOT NULL`;
      const clear = `UPDATE desk_patients SET ended_at = :now
        WHERE member_id = :id AND ended_at IS NULL`;
      store.transaction(() => {
        if (store.run(reinstate, { id }) > 0) store.run(clear, { id, now: clock.now() });
      });
    },
    giveToDesk: ({ accountId: member }, patient) => {
      store.run(
        `INSERT INTO desk_patients (member_id, patient_id, created_at)
         VALUES (:member, :patient, :now)`,
        { member, patient: patient.id, now: clock.now() },
      );
    },
    takeFromDesk: ({ accountId: member }, patient) => {
      store.run(
        `UPDATE desk_patients SET ended_at = :now
         WHERE member_id = :member AND patient_id = :patient AND ended_at IS NULL`,
        { member, patient: patient.id, now: clock.now() },
      );
    },
    visibleDeskPatients: ({ account }) => store.all<DeskPatient>(patients, { viewer: account.id }),
    mayReadAtDesk: ({ account }, { patientId: patient }) =>
      store.get(`SELECT 1 WHERE :patient IN (${desk})`, { patient, viewer: account.id }) !==
      undefined,
  };
}

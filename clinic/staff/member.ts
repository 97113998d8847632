export const memberRoles = ['admin', 'clinician', 'receptionist'] as const;

export type MemberRole = (typeof memberRoles)[number];

/** Somebody who works for the clinic, and what as. Their account is one like all others. */
export interface Member {
  accountId: string;
  name: string;
  role: MemberRole;
  createdAt: number;
  /** Null while they work here. */
  revokedAt: number | null;
}

/** A patient whose bookings a member of staff sees at the desk. */
export interface DeskPatient {
  patientId: string;
  patientName: string;
  bookings: number;
}

export const selectMember = `SELECT m.account_id AS accountId, a.name, m.role,
    m.created_at AS createdAt, m.revoked_at AS revokedAt
  FROM members m JOIN accounts a ON a.id = m.account_id`;

/** The patients of the desk of `:viewer`, as long as they work here. */
export const desk = `SELECT d.patient_id FROM desk_patients d
  JOIN members m ON m.account_id = d.member_id AND m.revoked_at IS NULL
  WHERE d.member_id = :viewer AND d.ended_at IS NULL`;

import type { Clinic } from '../clinic.ts';
import { createAccount } from '../sign-in/create-account.ts';
import type { MemberRole } from './member.ts';

/** Lets somebody work for the clinic, with an account of their own; 409 when the e-mail address is taken. */
export async function createMember(
  clinic: Clinic,
  { role, ...details }: { email: string; password: string; name: string; role: MemberRole },
): Promise<string> {
  const none = { region: null, dateOfBirth: null, phone: null, address: null, nhsNumber: null };
  const { id } = await createAccount(clinic, {
    ...none,
    ...details,
    role: 'patient',
    specialty: null,
    totpSecret: null,
  });
  clinic.store.run('INSERT INTO members (account_id, role, created_at) VALUES (:id, :role, :now)', {
    id,
    role,
    now: clinic.clock.now(),
  });
  return id;
}

import { HTTPException } from 'hono/http-exception';
import type { Clinic } from '../clinic.ts';
import { newId } from '../store/ids.ts';
import { insertAccount } from './account.ts';
import type { Account, Specialty } from './account.ts';
import type { SignUp } from './account-schemas.ts';
import { hashPassword } from './passwords.ts';
import { newTotpSecret } from './second-factor.ts';

type Details = Omit<Account, 'id' | 'createdAt'> & { password: string };

/** Adds an account; 409 when the e-mail address is taken. */
export async function createAccount(
  clinic: Clinic,
  { password, ...details }: Details,
): Promise<Account> {
  const account: Account = { ...details, id: newId('acc'), createdAt: clinic.clock.now() };
  const passwordHash = await hashPassword(password, clinic.passwordCost);
  if (!insertAccount(clinic.store, { ...account, passwordHash })) {
    throw new HTTPException(409, { message: 'There is an account with this e-mail address.' });
  }
  return account;
}

/** Signs a patient up; 409 when the e-mail address is taken. */
export function createPatient(clinic: Clinic, signUp: SignUp): Promise<Account> {
  const { secondFactor, nhsNumber = null, ...details } = signUp;
  const totpSecret = secondFactor ? newTotpSecret() : null;
  return createAccount(clinic, {
    ...details,
    role: 'patient',
    nhsNumber,
    totpSecret,
    specialty: null,
  });
}

/** Adds a clinician; 409 when the e-mail address is taken. */
export function createClinician(
  clinic: Clinic,
  details: { email: string; password: string; name: string; specialty: Specialty },
): Promise<Account> {
  const none = { region: null, dateOfBirth: null, phone: null, address: null, nhsNumber: null };
  return createAccount(clinic, { ...none, ...details, role: 'clinician', totpSecret: null });
}

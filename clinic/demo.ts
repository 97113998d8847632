import { randomBytes } from 'node:crypto';
import type { Clinic } from './clinic.ts';
import type { Specialty } from './sign-in/account.ts';
import { createClinician } from './sign-in/create-account.ts';

const clinicians: readonly [string, string, Specialty][] = [
  ['Dr Amara Okafor', 'amara.okafor@clinic.example', 'gp'],
  ['Dr Tom Hughes', 'tom.hughes@clinic.example', 'gp'],
  ['Niamh Byrne', 'niamh.byrne@clinic.example', 'therapist'],
  ['Dr Leila Haddad', 'leila.haddad@clinic.example', 'specialist'],
];

/** Adds a few clinicians to click through the clinic with; returns the password of them all. */
export async function seedDemo(clinic: Clinic): Promise<string> {
  const password = randomBytes(9).toString('base64url');
  for (const [name, email, specialty] of clinicians) {
    await createClinician(clinic, { name, email, specialty, password });
  }
  return password;
}

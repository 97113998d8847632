import { z } from '@hono/zod-openapi';
import { text, time, toTime } from '../http/schemas.ts';
import { clients, regions, specialties } from './account.ts';
import type { Account } from './account.ts';

const email = z.email().max(254);
// 8 is NIST's least; the most bounds what hashing takes.
const password = z.string().min(8).max(200);

/** What a patient tells on signing up. */
export const signUpBody = z
  .object({
    email,
    password,
    name: text(200),
    region: z.enum(regions),
    dateOfBirth: z.iso.date(),
    phone: text(60),
    address: text(400),
    nhsNumber: text(40).optional(),
    secondFactor: z.boolean().default(false),
  })
  .openapi('SignUp');

export type SignUp = z.infer<typeof signUpBody>;

export const signInBody = z
  .object({ email, password, client: z.enum(clients).default('web') })
  .openapi('SignIn');

export const passwordBody = z.object({ current: password, password }).openapi('NewPassword');

export const clinicianBody = z
  .object({ email, password, name: text(200), specialty: z.enum(specialties) })
  .openapi('NewClinician');

export const accountChanges = z
  .object({ name: text(200), phone: text(60), address: text(400) })
  .partial()
  .openapi('AccountChanges');

export const accountAnswer = z
  .object({
    id: z.string(),
    role: z.enum(['patient', 'clinician']),
    email: z.string(),
    name: z.string(),
    region: z.enum(regions).nullable(),
    dateOfBirth: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    nhsNumber: z.string().nullable(),
    specialty: z.enum(specialties).nullable(),
    secondFactor: z.boolean(),
    createdAt: time,
    /** For calendar apps, which do not sign in. */
    calendarUrl: z.string(),
  })
  .openapi('Account');

/** An account as its owner sees it. */
export function describeAccount(
  account: Account,
  calendarUrl: string,
): z.infer<typeof accountAnswer> {
  const { totpSecret, createdAt, ...rest } = account;
  return { ...rest, secondFactor: totpSecret !== null, createdAt: toTime(createdAt), calendarUrl };
}

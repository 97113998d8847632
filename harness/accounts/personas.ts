import { faker } from '@faker-js/faker/locale/en_GB';
import type { Carrier } from '../domain/accounts/carrier.ts';
import type { Persona } from './persona.ts';
import { createPassword } from './password.ts';
import { createRandom } from './random.ts';
import type { Allocated } from './reserved-ranges.ts';
import { allocateDateOfBirth, allocateNhsNumber, allocatePhone } from './reserved-ranges.ts';

/** The persona fields that carry a token, by the names that the token callback gets. */
export type TokenField = 'name' | 'email' | 'address';

/** The persona fields whose value no other account of the run has. */
export type UniqueField = 'phone' | 'dateOfBirth' | 'nhsNumber';

/** Fields that must carry no token and no unique value, because the deployment does not take them. */
export type PersonaCarriers = Partial<Record<TokenField | UniqueField, 'none'>>;

export type PersonaRequest = {
  /** The run's number. */
  run: number;
  /** Seed of everything except the password. */
  seed: number;
  /** The account's number in the run. The same number gives the same persona, in any order of creation. */
  number: number;
  /** Default: every field carries its token or unique value. */
  carriers?: PersonaCarriers;
  /** Mints the canary token of a field; called once for each field that carries one. */
  token(field: TokenField): string;
};

export type MadePersona = {
  persona: Persona;
  /** What each field carries. A value whose range is used up is not unique and proves nothing: `none`. */
  carried: Readonly<Record<TokenField | UniqueField, Carrier>>;
};

/** Makes up the details of an account. No value can be a real person's (see `Persona`). */
export function createPersona(request: PersonaRequest): MadePersona {
  const { run, seed, number, carriers = {} } = request;
  // The module's faker is shared, so it is seeded before each use and never used across an await.
  faker.seed([seed, number]);
  const token = (field: TokenField): string | null =>
    carriers[field] === 'none' ? null : request.token(field);
  const tokens = { name: token('name'), email: token('email'), address: token('address') };
  const phone = allocatePhone(seed, number);
  const dateOfBirth = allocateDateOfBirth(seed, number);
  const nhsNumber = allocateNhsNumber(seed, number);
  const carrier = (field: UniqueField, value: Allocated): Carrier =>
    value.unique ? (carriers[field] ?? 'unique') : 'none';

  const firstName = faker.person.firstName();
  const ownLastName = faker.person.lastName();
  const house = faker.number.int({ min: 1, max: 199 });
  const street = faker.person.lastName();
  // The name begins with a letter, as some sign-ups require, and fits into 35 characters, the NHS's limit.
  const lastName =
    tokens.name === null ? ownLastName : `${ownLastName.slice(0, 12)} ${tokens.name}`;

  return {
    persona: {
      firstName,
      lastName,
      fullName: `${firstName} ${lastName}`,
      // example.com is reserved (RFC 2606) and, unlike names in .test, is accepted everywhere.
      email: `patient.${tokens.email ?? `${run.toString(36)}.${number}`}@example.com`.toLowerCase(),
      password: createPassword(),
      phone: phone.value,
      dateOfBirth: dateOfBirth.value,
      nhsNumber: nhsNumber.value,
      address: {
        line: `${house} ${tokens.address === null ? street : tokens.address} Road`,
        city: faker.location.city(),
        postcode: postcode(seed, number),
      },
    },
    carried: {
      name: carriers.name ?? 'token',
      email: carriers.email ?? 'token',
      address: carriers.address ?? 'token',
      phone: carrier('phone', phone),
      dateOfBirth: carrier('dateOfBirth', dateOfBirth),
      nhsNumber: carrier('nhsNumber', nhsNumber),
    },
  };
}

/** A well-formed postcode in the area AA, which the Royal Mail has not assigned. */
function postcode(seed: number, number: number): string {
  const random = createRandom('postcode', seed, number);
  // The letters that the last part of a postcode may have (BS 7666).
  const letter = (): string => random.pick([...'ABDEFGHJLNPQRSTUWXYZ']);
  return `AA${1 + random.below(99)} ${random.below(10)}${letter()}${letter()}`;
}

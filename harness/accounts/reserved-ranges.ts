import { createPermutation, createRandom } from './random.ts';

/** A value that nobody real has, and whether no other account of the run has it. */
export type Allocated = { value: string; unique: boolean };

/**
 * Ofcom's "Telephone numbers for drama purposes (TV, radio)": a thousand numbers each, given to nobody.
 * Here without the leading 0 and the last three digits, which are free.
 */
const mobileRange = '7700900';
const landlineRanges = [
  '1134960', // Leeds
  '1144960', // Sheffield
  '1154960', // Nottingham
  '1164960', // Leicester
  '1174960', // Bristol
  '1214960', // Birmingham
  '1314960', // Edinburgh
  '1414960', // Glasgow
  '1514960', // Liverpool
  '1614960', // Manchester
  '2079460', // London
  '1914980', // Tyneside, Durham, Sunderland
  '2896496', // Northern Ireland
  '2920180', // Cardiff
  '1632960', // no area
  '3069990', // the whole country
] as const;

const rangeSize = 1000;

/** How many different phone numbers there are. */
export const phoneCount = rangeSize * (1 + landlineRanges.length);

/**
 * A UK phone number of Ofcom's drama ranges, E.164. Mobile numbers for the account numbers below 1,000,
 * landlines after them; beyond `phoneCount` numbers repeat and are not unique.
 */
export function allocatePhone(seed: number, number: number): Allocated {
  const suffix = (index: number): string => String(index).padStart(3, '0');
  if (number < rangeSize) {
    const place = createPermutation(createRandom('mobile', seed), rangeSize)(number);
    return { value: `+44${mobileRange}${suffix(place)}`, unique: true };
  }
  const size = phoneCount - rangeSize;
  const place = createPermutation(
    createRandom('landline', seed),
    size,
  )((number - rangeSize) % size);
  const prefix = landlineRanges[Math.floor(place / rangeSize)] ?? '';
  return { value: `+44${prefix}${suffix(place % rangeSize)}`, unique: number < phoneCount };
}

const nhsTestPrefix = '999';

/** How many different NHS numbers are allocated: one for each five digits after 999. */
const nhsNumberCount = 100_000;

/**
 * An NHS number from 999 000 0000 on, which the NHS keeps for tests and gives to nobody (NHS England, synthetic
 * data in live environments), with the check digit of the NHS Data Dictionary (modulus 11).
 */
export function allocateNhsNumber(seed: number, number: number): Allocated {
  const permute = createPermutation(createRandom('nhs number', seed), nhsNumberCount);
  const stem = `${nhsTestPrefix}${String(permute(number % nhsNumberCount)).padStart(5, '0')}`;
  // The ninth digit is only there to avoid a check digit of 10, which is no digit: 0, or else 1.
  const digits = nhsCheckDigit(`${stem}0`) === 10 ? `${stem}1` : `${stem}0`;
  return { value: `${digits}${nhsCheckDigit(digits)}`, unique: number < nhsNumberCount };
}

/** The check digit of nine digits: weights 10 to 2, modulus 11. 10 means that the number is never issued. */
export function nhsCheckDigit(nineDigits: string): number {
  const sum = [...nineDigits].reduce(
    (total, digit, index) => total + Number(digit) * (10 - index),
    0,
  );
  return (11 - (sum % 11)) % 11;
}

const dayMs = 86_400_000;
// Fixed, not counted from today, so that a seed gives the same persona next week: 18 to 90 years old from
// 2026 to 2030.
const firstBirthday = Date.UTC(1940, 0, 1);
const lastBirthday = Date.UTC(2007, 11, 31);

/** How many different dates of birth there are. */
const dateOfBirthCount = (lastBirthday - firstBirthday) / dayMs + 1;

/** A date of birth from 1940 to 2007, `YYYY-MM-DD`. */
export function allocateDateOfBirth(seed: number, number: number): Allocated {
  const permute = createPermutation(createRandom('date of birth', seed), dateOfBirthCount);
  const date = new Date(firstBirthday + permute(number % dateOfBirthCount) * dayMs);
  return { value: date.toISOString().slice(0, 10), unique: number < dateOfBirthCount };
}

import { createPermutation, createRandom } from './random.ts';

/** A value that no real person has. `unique`: no other account of the run has it. */
export type Allocated = { value: string; unique: boolean };

// Accounts of the sweep are numbered from 0, those of the properties from 300,000, and of the scenarios from 600,000.
// Each of these blocks gets every fourth place of a range, because the ranges are far smaller than the numbers.
const blockSize = 300_000;
const blocks = 4;

/**
 * The place of an account number in a range. Each of the first `size` places belongs to one account. If the block has
 * used up its share, the account gets one of the `shared` places after them, which prove nothing.
 */
function placeOf(seed: number, number: number, size: number, shared: number) {
  const place = (number % blockSize) * blocks + Math.floor(number / blockSize);
  if (place < size) return { place, unique: true };
  return { place: size + createRandom('shared place', seed, number).below(shared), unique: false };
}

/**
 * Ofcom's "Telephone numbers for drama purposes (TV, radio)": ranges of a thousand numbers that belong to nobody. They
 * stand here without the leading 0 and without the last three digits, which are free.
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
];

const rangeSize = 1000;
const sharedRanges = 4;

/**
 * Allocates a UK phone number from Ofcom's drama ranges, in E.164: mobile numbers for the first 250 accounts of each
 * block, then landlines. 3,250 accounts of a block get a unique number.
 */
export function allocatePhone(seed: number, number: number): Allocated {
  const shared = sharedRanges * rangeSize;
  const landlines = (landlineRanges.length - sharedRanges) * rangeSize;
  const { place, unique } = placeOf(seed, number, rangeSize + landlines, shared);
  const [prefix, suffix] = unique ? own(seed, place, landlines) : landline(place - rangeSize);
  return { value: `+44${prefix}${String(suffix).padStart(3, '0')}`, unique };
}

function own(seed: number, place: number, landlines: number): readonly [string, number] {
  if (place < rangeSize) {
    return [mobileRange, createPermutation(createRandom('mobile', seed), rangeSize)(place)];
  }
  return landline(createPermutation(createRandom('landline', seed), landlines)(place - rangeSize));
}

function landline(place: number): readonly [string, number] {
  return [landlineRanges[Math.floor(place / rangeSize)] ?? '', place % rangeSize];
}

const nhsStems = 100_000;

/**
 * Allocates an NHS number from 999 000 0000 on. The NHS keeps these for tests and gives them to nobody (NHS England,
 * synthetic data in live environments). The check digit is that of the NHS Data Dictionary (modulus 11). 200,000
 * accounts of a block get a unique number.
 */
export function allocateNhsNumber(seed: number, number: number): Allocated {
  const { place, unique } = placeOf(seed, number, 8 * nhsStems, nhsStems);
  const stem = createPermutation(createRandom('nhs number', seed), nhsStems)(place % nhsStems);
  const eight = `999${String(stem).padStart(5, '0')}`;
  // At most one of the ten possible ninth digits gives the invalid check digit 10, so at least nine are left.
  const valid = [...'0123456789']
    .map((digit) => eight + digit)
    .filter((nine) => nhsCheckDigit(nine) < 10);
  const nine = valid[Math.floor(place / nhsStems)] ?? '';
  return { value: `${nine}${nhsCheckDigit(nine)}`, unique };
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
// The range is fixed and does not depend on today, so that a seed always gives the same persona. From 2026 to 2030 the
// persona is 18 to 90 years old.
const firstBirthday = Date.UTC(1940, 0, 1);
const lastBirthday = Date.UTC(2007, 11, 31);
const days = (lastBirthday - firstBirthday) / dayMs + 1;
const sharedDays = 837;

/** Allocates a date of birth from 1940 to 2007, as `YYYY-MM-DD`. 6,000 accounts of a block get a unique date. */
export function allocateDateOfBirth(seed: number, number: number): Allocated {
  const { place, unique } = placeOf(seed, number, days - sharedDays, sharedDays);
  const day = createPermutation(createRandom('date of birth', seed), days)(place);
  return { value: new Date(firstBirthday + day * dayMs).toISOString().slice(0, 10), unique };
}

import { allocateNhsNumber, allocatePhone } from './reserved-ranges.ts';

/**
 * The unique values of an account's persona by which its data is known in a text, as services write them. Without the
 * date of birth, which others have too.
 */
export function uniqueValues(seed: number, number: number): string[] {
  const phone = allocatePhone(seed, number);
  const nhs = allocateNhsNumber(seed, number);
  return [
    ...(phone.unique ? [phone.value, phone.value.replace(/^\+44/, '0')] : []),
    ...(nhs.unique ? [nhs.value, nhs.value.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')] : []),
  ];
}

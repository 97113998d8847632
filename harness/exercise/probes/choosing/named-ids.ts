import type { Ids } from '../../../domain/ledger/thing.ts';

/** The id that a parameter is named after, in small letters: `patient` of `patientId` and `patient_uuid`. */
export function bindingIn(name: string): string {
  return name.replace(/[_-]?(?:id|uuid)$/i, '').toLowerCase();
}

/**
 * Parameters that a list may honour without being described, of an account's ids: `patient` and `patientId`, unless the
 * surface has a parameter of that kind.
 */
export function undescribed(ids: Ids, known: readonly string[]): string[] {
  const taken = new Set(known.map(bindingIn));
  return Object.keys(ids)
    .filter((binding) => !taken.has(binding.toLowerCase()))
    .flatMap((binding) => [binding, `${binding}Id`]);
}

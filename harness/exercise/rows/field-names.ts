import { isObject } from '../state/is-object.ts';
import { ownerNames, plain } from './weak-ids.ts';

/** Names of fields that only what is about a person has. A clinic has a name, an address and a telephone number, too. */
const personal: ReadonlySet<string> = new Set([
  ...ownerNames,
  ...`firstName lastName givenName familyName surname birthDate birthday dob dateOfBirth gender nhsNumber ssn
    insuranceNumber diagnosis symptom complaint prescription patientName userName displayName attendee participant bookedBy`
    .split(/\s+/)
    .map(plain),
]);

/** Most names that are told, and how deep they are looked for, lists included. */
const most = { names: 60, depth: 7 };

/**
 * Names of the fields that data has, at any depth, each once: by them what answers hold is told from what it was before,
 * whatever its rows are. `personal`: those of them that speak of a person.
 */
export function fieldNames(data: readonly unknown[]): { all: string[]; personal: string[] } {
  const all = new Set<string>();
  const collect = (value: unknown, depth: number): void => {
    if (depth === 0 || all.size >= most.names) return;
    if (Array.isArray(value)) for (const element of value) collect(element, depth - 1);
    if (!isObject(value)) return;
    for (const key in value) {
      if (all.size >= most.names) return;
      all.add(key);
      collect(value[key], depth - 1);
    }
  };
  collect(data, most.depth);
  return { all: [...all], personal: [...all].filter((name) => personal.has(plain(name))) };
}

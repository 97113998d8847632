import { describe, expect, it } from 'vitest';
import { addressOnServer, nextOfBundle, patientEntries } from './bundle.ts';
import { r4Compartment as r4 } from './compartment.ts';

const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  entry: resources.map((resource) => ({ resource })),
});
const participant = (...references: string[]) =>
  references.map((reference) => ({ actor: { reference } }));

describe('the rows of a Bundle', () => {
  it('are what belongs to a patient, whether it matched or was included', () => {
    const included = {
      resource: { resourceType: 'Encounter', id: '2', subject: { reference: 'Patient/7' } },
      search: { mode: 'include' },
    };
    const body = bundle(
      { resourceType: 'Practitioner', id: '1' },
      { resourceType: 'Patient', id: '7' },
      { resourceType: 'OperationOutcome' },
    );
    const entry = [...body.entry, included];
    expect(patientEntries(r4)({ ...body, entry })).toEqual([body.entry[1], included]);
  });

  it.each([
    ['a patient’s', participant('Practitioner/1', 'Patient/7'), true],
    ['a free slot', participant('Practitioner/1', 'Location/2'), false],
    ['on another base', participant('http://inner:8080/fhir/Patient/7'), true],
    ['told by an identifier alone', [{ actor: { identifier: { value: '943 476 5919' } } }], true],
    ['of nobody', undefined, true],
    ['contained', participant('#patient'), true],
  ])('are appointments unless all that is named is no patient: %s', (_, value, isRow) => {
    const body = bundle({ resourceType: 'Appointment', id: '1', participant: value });
    expect(patientEntries(r4)(body)).toHaveLength(isRow ? 1 : 0);
  });

  it('cannot be told in anything else', () => {
    expect(() => patientEntries(r4)({ entry: [] })).toThrow('no Bundle');
  });
});

const asked = 'https://gate.test/fhir/Appointment?patient=7';
const bases = { base: '/fhir', ownBase: 'http://hapi:8080/fhir' };
const pageWith = (...link: object[]) => ({
  url: asked,
  headers: {},
  body: { resourceType: 'Bundle', link },
});

describe('the next page of a Bundle', () => {
  it.each([
    [
      'on the base that the server calls its own',
      'http://hapi:8080/fhir?_getpages=1',
      '/fhir?_getpages=1',
    ],
    [
      'as it is',
      'https://gate.test/fhir/Appointment?page=2',
      'https://gate.test/fhir/Appointment?page=2',
    ],
    ['from the root', '/fhir/Appointment?page=2', '/fhir/Appointment?page=2'],
    ['from the base', 'Appointment?page=2', '/fhir/Appointment?page=2'],
    ['a query alone', '?page=2', '?page=2'],
    ['elsewhere', 'http://hapi:8080/fhirother?page=2', 'http://hapi:8080/fhirother?page=2'],
  ])('is its link: %s', (_, url, expected) => {
    expect(nextOfBundle(bases)(pageWith({ relation: 'next', url }))).toBe(expected);
  });

  it('is told by how the server calls the page itself', () => {
    const self = { relation: 'self', url: 'http://10.0.0.7/r4/Appointment?patient=7' };
    const next = { relation: 'next', url: 'http://10.0.0.7/r4?page=2' };
    const from = nextOfBundle({ base: '/fhir', ownBase: null });
    expect(from(pageWith(self, next))).toBe('/fhir?page=2');
  });

  it('is none without a link', () => {
    expect(nextOfBundle(bases)(pageWith({ relation: 'self', url: asked }))).toBeNull();
    expect(nextOfBundle(bases)({ url: asked, headers: {}, body: 'nothing' })).toBeNull();
  });
});

it('takes a relative address of an attachment from the base', () => {
  expect(addressOnServer('Binary/12', { base: '/fhir', ownBase: null })).toBe('/fhir/Binary/12');
});

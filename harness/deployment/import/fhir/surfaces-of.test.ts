import { describe, expect, it } from 'vitest';
import { readCompartment } from './statement.ts';
import { statementOf } from './statement.test-support.ts';
import { surfacesOf } from './surfaces-of.ts';

type Found = ReturnType<typeof surfacesOf>;

const idsOf = (found: Found) => found.flatMap((one) => ('path' in one ? [one.id] : []));
const unreachedIn = (found: Found) =>
  Object.fromEntries(found.flatMap((one) => ('path' in one ? [] : [[one.unreached, one.why]])));

const appointment = { type: 'Appointment', parameters: ['_id', 'patient', 'actor', 'status'] };

describe('the surfaces of a FHIR server', () => {
  it('searches what is the patient’s by each parameter that names patients, by small pages and by POST', () => {
    const found = surfacesOf(statementOf([appointment]), {});
    expect(idsOf(found)).toEqual([
      'GET /fhir/Appointment',
      'GET /fhir/Appointment?patient={patient}',
      'GET /fhir/Appointment?actor=Patient/{patient}',
      'GET /fhir/Appointment?patient={patient}&_count=1',
      'POST /fhir/Appointment/_search',
      'GET /fhir/Appointment?_summary=count',
      'GET /fhir/Appointment?patient={patient}&_summary=count',
      'GET /fhir/Appointment?_id={appointment}',
      'GET /fhir/Appointment?patient._id={patient}',
      'GET /fhir/Appointment/{appointment}',
    ]);
    expect(found.find((one) => 'form' in one)).toMatchObject({ form: { patient: '{patient}' } });
    // A server may show nothing unless it is asked for somebody.
    const showing = found.filter((one) => 'path' in one && one.shows === 'appointment');
    expect(idsOf(showing)).toEqual([
      'GET /fhir/Appointment?patient={patient}',
      'GET /fhir/Appointment?patient={patient}&_count=1',
    ]);
  });

  it('searches by what the definition tells of its patients, and by other parameters that name one', () => {
    const found = surfacesOf(
      statementOf([
        { type: 'Patient', parameters: ['_id', 'identifier', 'email', 'organization'] },
        { type: 'Observation', parameters: ['subject'] },
        { type: 'Contract', parameters: ['subject'] },
      ]),
      { ids: ['patient', 'identifier', 'observation'] },
    );
    expect(idsOf(found).filter((id) => /[?.:](?:identifier|_id|subject|email)/.test(id))).toEqual([
      'GET /fhir/Patient?_id={patient}',
      'GET /fhir/Patient?_id={patient}&_count=1',
      'GET /fhir/Patient?identifier={identifier}',
      'GET /fhir/Observation?subject=Patient/{patient}',
      'GET /fhir/Observation?subject=Patient/{patient}&_count=1',
      'GET /fhir/Observation?subject=Patient/{patient}&_summary=count',
      'GET /fhir/Observation?_id={observation}',
      'GET /fhir/Observation?subject:Patient._id={patient}',
      'GET /fhir/Observation?subject:Patient.identifier={identifier}',
      // It is in no compartment, but the server can find a patient's.
      'GET /fhir/Contract?subject=Patient/{patient}',
    ]);
  });

  it('reads present and former versions', () => {
    const interactions = ['read', 'vread', 'history-instance', 'history-type'];
    const found = surfacesOf(statementOf([{ type: 'DocumentReference', interactions }]), {});
    expect(idsOf(found)).toEqual([
      'GET /fhir/DocumentReference/{documentReference}',
      'GET /fhir/DocumentReference/{documentReference} → version',
      'GET /fhir/DocumentReference/{documentReference}/_history',
      'GET /fhir/DocumentReference/_history',
      'GET /fhir/DocumentReference/{documentReference} → attachment',
    ]);
  });

  it('has files as bytes and as JSON, and everything of a patient', () => {
    const types = [
      { type: 'Binary', interactions: ['read'] },
      { type: 'Patient', parameters: ['_id', 'name'], operations: ['$everything', 'match'] },
    ];
    const rest = { interaction: [{ code: 'history-system' }] };
    const found = surfacesOf(statementOf(types, { rest }), {});
    expect(idsOf(found)).toEqual([
      'GET /fhir/Binary/{binary}',
      'GET /fhir/Binary/{binary}#json',
      'GET /fhir/Patient',
      'GET /fhir/Patient?_id={patient}',
      'GET /fhir/Patient?_id={patient}&_count=1',
      'POST /fhir/Patient/_search',
      'GET /fhir/Patient?name=3333',
      'GET /fhir/Patient/{patient}',
      'GET /fhir/Patient/{patient} → attachment',
      'GET /fhir/Patient/$everything',
      'GET /fhir/Patient/{patient}/$everything',
      'GET /fhir/_history',
    ]);
    expect(unreachedIn(found)['operations (1)']).toContain('Patient/$match');
  });

  it('includes what refers to what is common to all', () => {
    const types = [
      { ...appointment, includes: ['Appointment:patient'], revincludes: ['Provenance:target'] },
      { type: 'Practitioner', revincludes: ['Appointment:practitioner', 'Schedule:actor'] },
    ];
    const found = surfacesOf(statementOf(types), {});
    expect(idsOf(found).filter((id) => id.includes('clude='))).toEqual([
      'GET /fhir/Appointment?patient={patient}&_include=Appointment%3Apatient',
      'GET /fhir/Practitioner?_revinclude=Appointment%3Apractitioner',
    ]);
  });

  it('leaves reads to the ids that the definition returns, and searches all types', () => {
    const types = [appointment, { type: 'Claim', parameters: ['patient'] }];
    const found = idsOf(surfacesOf(statementOf(types), { ids: ['patient', 'appointment'] }));
    expect(found.filter((id) => id.includes('Claim'))).toEqual([
      'GET /fhir/Claim',
      'GET /fhir/Claim?patient={patient}',
    ]);
  });

  it('names each type of a version whose compartment is not known', () => {
    const found = surfacesOf(statementOf([appointment], { fhirVersion: '5.0.0' }), {});
    expect(idsOf(found)).toEqual(['GET /fhir/Appointment', 'GET /fhir/Appointment/{appointment}']);
    expect(unreachedIn(found)['searches of Appointment']).toContain('5.0.0');
  });

  it('goes by the compartment that a server of another version serves', () => {
    const resource = [{ code: 'Appointment', param: ['actor'] }, { code: 'Medication' }];
    const compartment = readCompartment({
      resourceType: 'Bundle',
      entry: [{ resource: { resourceType: 'CompartmentDefinition', code: 'Patient', resource } }],
    });
    const statement = { ...statementOf([appointment], { fhirVersion: '5.0.0' }), compartment };
    expect(idsOf(surfacesOf(statement, {}))).toContain(
      'GET /fhir/Appointment?actor=Patient/{patient}',
    );
  });

  it('tells what it leaves out: what changes, what is excepted, what cannot be searched', () => {
    const types = [
      { type: 'Claim', interactions: ['search-type', 'create', 'update'], parameters: ['status'] },
    ];
    const except = { 'GET /fhir/Claim': 'test data of all' };
    const found = unreachedIn(surfacesOf(statementOf(types), { except }));
    expect(found).toMatchObject({
      'GET /fhir/Claim': 'test data of all',
      'GET /fhir/Claim?patient={patient}': expect.stringContaining('no search parameter'),
      'what changes resources (2)': expect.stringContaining('create Claim, update Claim'),
    });
  });

  it('keeps to a number of searches with included resources, and tells of the others', () => {
    const revincludes = Array.from({ length: 90 }, (_, index) => `Appointment:p${index}`);
    const found = surfacesOf(statementOf([appointment, { type: 'Location', revincludes }]), {});
    expect(idsOf(found).filter((id) => id.includes('clude='))).toHaveLength(60);
    expect(Object.keys(unreachedIn(found))).toContain('searches with included resources (30)');
  });

  it('refuses exceptions that are no surfaces, and tells ids that are no types', () => {
    expect(() =>
      surfacesOf(statementOf([appointment]), { except: { 'GET /fhir/Appointmnet': 'typo' } }),
    ).toThrow('"GET /fhir/Appointmnet" to leave out: did you mean GET /fhir/Appointment?');
    const found = unreachedIn(
      surfacesOf(statementOf([appointment]), { ids: ['patient', 'appointmnet'] }),
    );
    expect(found).toMatchObject({
      'what the id "appointmnet" leads to in the CapabilityStatement': expect.stringContaining(
        'did you mean appointment?',
      ),
    });
    expect(Object.keys(found).join()).not.toContain('"patient"');
  });

  it('refuses types that the server does not state, and ids without a patient', () => {
    expect(() => surfacesOf(statementOf([appointment]), { types: ['Appointmnet'] })).toThrow(
      'states nothing of Appointmnet',
    );
    expect(() => surfacesOf(statementOf([appointment]), { ids: ['appointment'] })).toThrow(
      'names a patient',
    );
  });
});

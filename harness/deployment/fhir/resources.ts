import type { Persona } from '../../accounts/persona.ts';
import type { PlantToken } from '../definition.ts';

/** A resource as it is sent: without an id, which the server gives. */
export type NewResource = Readonly<Record<string, unknown>> & { resourceType: string };

/** Whose a resource is, and what marks it. `practitioner`: id of one who takes part. Default: nobody is named. */
export type ResourceContext = {
  /** Id of the patient's record. */
  patient: string;
  token: PlantToken;
  practitioner?: string;
};

/** A file that the server holds. `address`: of its Binary, as other resources name it (`Binary/12`). */
export type StoredFile = { address: string; contentType: string };

/** A patient's own record: name, e-mail, phone, address and date of birth of the persona, with its markers. */
export function patient(persona: Persona): NewResource {
  const { firstName, lastName, fullName, email, phone, dateOfBirth } = persona;
  const { line, city, postcode } = persona.address;
  return {
    resourceType: 'Patient',
    active: true,
    name: [{ use: 'official', text: fullName, family: lastName, given: [firstName] }],
    telecom: [
      { system: 'email', value: email },
      { system: 'phone', value: phone },
    ],
    address: [{ line: [line], city, postalCode: postcode }],
    birthDate: dateOfBirth,
  };
}

/** An appointment that is booked for the next day. */
export function appointment({ patient: id, token, practitioner }: ResourceContext): NewResource {
  const start = Date.now() + 24 * 60 * 60_000;
  const taking = [
    `Patient/${id}`,
    ...(practitioner === undefined ? [] : [`Practitioner/${practitioner}`]),
  ];
  return {
    resourceType: 'Appointment',
    status: 'booked',
    description: token('appointment description'),
    comment: token('appointment comment'),
    start: new Date(start).toISOString(),
    end: new Date(start + 15 * 60_000).toISOString(),
    participant: taking.map((reference) => ({ actor: { reference }, status: 'accepted' })),
  };
}

/** A consultation that took place by video. */
export function encounter({ patient: id, token, practitioner }: ResourceContext): NewResource {
  return {
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'VR' },
    subject: subjectOf(id),
    reasonCode: [{ text: token('encounter reason') }],
    ...(practitioner === undefined
      ? {}
      : { participant: [{ individual: { reference: `Practitioner/${practitioner}` } }] }),
  };
}

/** A document, whose content a Binary holds. */
export function documentReference(
  { patient: id, token }: ResourceContext,
  file: StoredFile,
): NewResource {
  return {
    resourceType: 'DocumentReference',
    status: 'current',
    subject: subjectOf(id),
    date: new Date().toISOString(),
    description: token('document description'),
    content: [{ attachment: attachmentOf(file, token('document title')) }],
  };
}

/** A recording, whose content a Binary holds. Media is a resource of R4; R5 has none. */
export function media({ patient: id, token }: ResourceContext, file: StoredFile): NewResource {
  return {
    resourceType: 'Media',
    status: 'completed',
    subject: subjectOf(id),
    createdDateTime: new Date().toISOString(),
    note: [{ text: token('recording note') }],
    content: attachmentOf(file, token('recording title')),
  };
}

/** A file of a patient's. */
export function binary(patientId: string, contentType: string, data: Uint8Array): NewResource {
  return {
    resourceType: 'Binary',
    contentType,
    // By this, servers that let a patient read what is theirs know whose a file is.
    securityContext: subjectOf(patientId),
    data: Buffer.from(data).toString('base64'),
  };
}

function attachmentOf({ address, contentType }: StoredFile, title: string): object {
  return { contentType, url: address, title };
}

function subjectOf(id: string): { reference: string } {
  return { reference: `Patient/${id}` };
}

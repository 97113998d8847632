import type { Definition } from '../definition.ts';
import { create } from './create.ts';
import { appointment, binary, documentReference, encounter, media } from './resources.ts';
import type { ResourceContext } from './resources.ts';

type Create = Definition['consultations']['create'];
type Made = Parameters<Create>[0];

/** Types of resources that a consultation may consist of. A document and a recording have a Binary each. */
export const consultationTypes = [
  'Appointment',
  'Encounter',
  'DocumentReference',
  'Media',
] as const;

/** The options of `fhir.consultation`. */
export type ConsultationOptions = {
  /** What is created. Default: all four. */
  types?: readonly (typeof consultationTypes)[number][];
  /** Id of a practitioner who takes part in appointment and encounter. Default: none is named. */
  practitioner?: string;
};

/**
 * Makes a `consultations.create` for a FHIR server: an appointment, an encounter, a document and a recording of the
 * patient's, with a marker in each text and file. The account's ids must hold its `patient`. It returns the ids
 * `appointment`, `encounter`, `documentReference`, `media`, and as `binary` the recording (or else the document).
 */
export function consultation(base: string, options: ConsultationOptions = {}): Create {
  const { types = consultationTypes, practitioner } = options;
  return async ({ http, account, token, media: seed }) => {
    const { patient } = account.ids;
    if (patient === undefined)
      throw new Error('accounts.create returned no id `patient`: fhir.consultation needs it');
    const context: ResourceContext = {
      patient,
      token,
      ...(practitioner === undefined ? {} : { practitioner }),
    };
    const file = async (contentType: string, data: Uint8Array) => {
      const id = await create(http, base, binary(patient, contentType, data));
      return { id, address: `Binary/${id}`, contentType };
    };
    const ids: Record<string, string> = {};
    if (types.includes('Appointment'))
      ids['appointment'] = await create(http, base, appointment(context));
    if (types.includes('Encounter'))
      ids['encounter'] = await create(http, base, encounter(context));
    if (types.includes('DocumentReference')) {
      const document = await file('text/plain', textOf(token));
      ids['documentReference'] = await create(http, base, documentReference(context, document));
      ids['binary'] = document.id;
    }
    if (types.includes('Media')) {
      const recording = await file('video/webm', await seed.video('recording'));
      ids['media'] = await create(http, base, media(context, recording));
      ids['binary'] = recording.id;
    }
    return ids;
  };
}

function textOf(token: Made['token']): Uint8Array {
  return Buffer.from(`Letter about the consultation: ${token('document text')}\n`);
}

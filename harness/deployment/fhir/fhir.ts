import { consultation } from './consultation.ts';
import { create } from './create.ts';
import { appointment, binary, documentReference, encounter, media, patient } from './resources.ts';

/** Makes resources with the markers that Chaperone hands out, and creates them on a FHIR server. */
export const fhir = {
  create,
  consultation,
  patient,
  appointment,
  encounter,
  documentReference,
  media,
  binary,
};

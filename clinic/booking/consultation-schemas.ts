import { z } from '@hono/zod-openapi';
import type { Document } from '../changing/document.ts';
import { text, time, toTime } from '../http/schemas.ts';
import { describeRecording, recordingAnswer } from '../recordings/recording-schemas.ts';
import type { Recording } from '../recordings/recording.ts';
import { specialties } from '../sign-in/account.ts';
import type { Consultation, Prescription } from './consultation.ts';

export const callKind = z.enum(['audio', 'video']);

export const bookingBody = z
  .object({
    clinicianId: z.string().max(40),
    kind: callKind.default('video'),
    reason: text(2000),
    pharmacyId: z.string().max(40).optional(),
  })
  .openapi('Booking');

export const prescriptionBody = z
  .object({ medicine: text(200), dosage: text(400), pharmacyId: z.string().max(40).optional() })
  .openapi('NewPrescription');

export const prescriptionAnswer = z
  .object({
    id: z.string(),
    pharmacyId: z.string(),
    medicine: z.string(),
    dosage: z.string(),
    prescribedAt: time,
    deliveredAt: time.nullable(),
  })
  .openapi('Prescription');

export const consultationAnswer = z
  .object({
    id: z.string(),
    patient: z.object({ id: z.string(), name: z.string() }),
    clinician: z.object({ id: z.string(), name: z.string(), specialty: z.enum(specialties) }),
    kind: callKind,
    reason: z.string(),
    pharmacyId: z.string().nullable(),
    bookedAt: time,
  })
  .openapi('Consultation');

export const documentAnswer = z
  .object({ id: z.string(), title: z.string(), text: z.string(), addedAt: time })
  .openapi('Document');

export const consultationDetails = consultationAnswer
  .extend({
    notes: z.string().nullable(),
    prescription: prescriptionAnswer.nullable(),
    recordings: z.array(recordingAnswer),
    documents: z.array(documentAnswer),
  })
  .openapi('ConsultationDetails');

/** A consultation as lists show it. */
export function describeConsultation(
  consultation: Consultation,
): z.infer<typeof consultationAnswer> {
  const { id, kind, reason, pharmacyId, bookedAt } = consultation;
  return {
    id,
    patient: { id: consultation.patientId, name: consultation.patientName },
    clinician: {
      id: consultation.clinicianId,
      name: consultation.clinicianName,
      specialty: consultation.clinicianSpecialty,
    },
    kind,
    reason,
    pharmacyId,
    bookedAt: toTime(bookedAt),
  };
}

export function describePrescription(
  prescription: Prescription,
): z.infer<typeof prescriptionAnswer> {
  const { id, pharmacyId, medicine, dosage, createdAt, deliveredAt } = prescription;
  const times = { prescribedAt: toTime(createdAt), deliveredAt: toTime(deliveredAt) };
  return { id, pharmacyId, medicine, dosage, ...times };
}

export function describeDocument({
  id,
  title,
  text: content,
  addedAt,
}: Document): z.infer<typeof documentAnswer> {
  return { id, title, text: content, addedAt: toTime(addedAt) };
}

/** A consultation with all that came of it. */
export function describeDetails(
  consultation: Consultation,
  prescription: Prescription | null,
  recordings: readonly Recording[],
  more: {
    documents?: readonly Document[];
    /** Where the media of a recording is; default: where it is for whoever has a session. */
    mediaAddress?: (recording: Recording) => string;
  } = {},
): z.infer<typeof consultationDetails> {
  return {
    ...describeConsultation(consultation),
    notes: consultation.notes,
    prescription: prescription && describePrescription(prescription),
    recordings: recordings.map((one) => describeRecording(one, more.mediaAddress?.(one))),
    documents: (more.documents ?? []).map(describeDocument),
  };
}

import type { Consultation } from '../booking/consultation.ts';
import type { Service } from '../http/service.ts';
import { announce } from '../live/announce.ts';
import type { Viewer } from '../sign-in/account.ts';

/** Keeps a clinician's notes, and tells the patient. */
export async function keepNotes(
  service: Service,
  viewer: Viewer,
  consultation: Consultation,
  notes: string,
): Promise<void> {
  await service.functions.writeNotes(viewer, consultation, notes);
  await announce(service, 'notes', { ...consultation, consultationId: consultation.id }, notes);
}

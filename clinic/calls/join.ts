import type { Consultation } from '../booking/consultation.ts';
import type { Service } from '../http/service.ts';
import { notFound } from '../http/viewer.ts';
import type { Viewer } from '../sign-in/account.ts';
import type { Call } from './call.ts';

/** A consultation whose call this viewer may join; 404 for everybody else. */
export async function joinableConsultation(
  { functions }: Service,
  viewer: Viewer,
  id: string,
): Promise<Consultation> {
  const consultation = await functions.findConsultation(id);
  if (consultation === null || !(await functions.mayJoinCall(viewer, consultation))) {
    throw notFound();
  }
  return consultation;
}

/** A call that this viewer may take part in; 404 for everybody else. */
export async function joinableCall(service: Service, viewer: Viewer, id: string): Promise<Call> {
  const call = await service.functions.findCall(id);
  if (call === null) throw notFound();
  await joinableConsultation(service, viewer, call.consultationId);
  return call;
}

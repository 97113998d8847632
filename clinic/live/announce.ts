import type { Service } from '../http/service.ts';
import type { Event, Happening } from './notice.ts';

/**
 * Tells whom it concerns that something happened: a notice is kept for each of them, and told over all connections on
 * which it may be heard. Connections of sessions that have ended are closed.
 */
export async function announce(
  { clinic: { hub }, functions }: Pick<Service, 'clinic' | 'functions'>,
  what: Happening,
  {
    consultationId,
    patientId,
    clinicianId,
  }: Pick<Event, 'consultationId' | 'patientId' | 'clinicianId'>,
  text: string,
): Promise<void> {
  const event = { what, consultationId, patientId, clinicianId, text };
  const notices = await functions.keepNotices(event, await functions.recipientsOf(event));
  for (const connection of hub.connections()) {
    if (!(await functions.isStillSignedIn(connection.viewer))) {
      connection.end();
      continue;
    }
    for (const notice of notices) {
      // To each only once, though a notice of one event is kept for several.
      if (!(await functions.mayHear(connection, notice))) continue;
      connection.tell(notice);
      break;
    }
  }
}

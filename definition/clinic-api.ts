import type { Http } from '../harness/index.ts';

/** What a request has that the practice itself makes. */
export const asPractice = (json?: object) => ({
  headers: { 'x-admin-key': process.env['CLINIC_ADMIN_KEY'] ?? '' },
  ...(json === undefined ? {} : { json }),
});

/** Books a consultation with a clinician. */
export async function book(
  http: Http,
  clinicianId: string | undefined,
  kind: 'audio' | 'video',
  reason: string,
) {
  const booked = await http.post('/api/consultations', { json: { clinicianId, kind, reason } });
  return { consultation: booked.json<{ id: string }>().id };
}

/** Starts a call, and returns its id. */
export async function startCall(
  http: Http,
  consultation: string,
  kind: 'audio' | 'video',
): Promise<string> {
  return (await http.post(`/api/consultations/${consultation}/call`, { json: { kind } })).json<{
    id: string;
  }>().id;
}

/** Sends the whole recording as one chunk. */
export async function uploadChunk(
  http: Http,
  call: string,
  body: Uint8Array,
  kind: 'audio' | 'video',
): Promise<void> {
  await http.put(`/api/calls/${call}/recording/chunks/0`, {
    body,
    headers: { 'content-type': `${kind}/webm` },
  });
}

/** Waits until the recording is ready, and returns its id. */
export async function hangUp(http: Http, call: string): Promise<string> {
  const ended = await http.post(`/api/calls/${call}/hang-up`, { headers: { prefer: 'wait=20' } });
  return ended.json<{ recordingId: string }>().recordingId;
}

/** Has all that is the patient's packed, waits until it is there, and returns the export's id. */
export async function exportAll(http: Http): Promise<string> {
  const made = await http.post('/api/exports', { headers: { prefer: 'wait=20' } });
  const { id, status } = made.json<{ id: string; status: string }>();
  if (status !== 'ready') throw new Error('the export was not made within 20 seconds');
  return id;
}

/** Shares a consultation until a time: with whoever signs in with an e-mail address, or, without one, by a link. */
export async function shareUntil(
  http: Http,
  consultation: string | undefined,
  until: Date,
  email?: string,
): Promise<{ id: string; url?: string }> {
  const made = await http.post(`/api/consultations/${consultation}/shares`, {
    json: { email, until: until.toISOString() },
  });
  return made.json();
}

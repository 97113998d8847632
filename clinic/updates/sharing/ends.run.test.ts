import { describe, expect, it } from 'vitest';
import { createClock } from '../../clock.ts';
import { bookFor, openTestClinic, talk } from '../../testing/test-clinic.ts';
import type { Asker } from '../../testing/test-clinic.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { clinicianKeepsAccess } from './clinician-keeps-access.ts';
import { guardianKeepsAccess } from './guardian-keeps-access.ts';
import { revocationUndone } from './revocation-undone.ts';
import { shareWithoutEnd } from './share-without-end.ts';

const key = { 'x-admin-key': 'key-of-the-tests' };
const hour = 3600_000;

/**
 * Who still reaches a consultation and its recording, after all that was given for a time has ended: before the update,
 * after it, or by its time.
 */
async function outlived(update: Update): Promise<string[]> {
  const clock = createClock();
  const clinic = await openTestClinic({ clock });
  const [doctor, colleague] = [await clinic.clinician(), await clinic.clinician()];
  const people = { ended: '', late: '', timed: '', parent: '' };
  const owner = await clinic.patient();
  const viewers: Record<string, Asker & { id: string; email: string }> = { colleague };
  for (const name of Object.keys(people)) viewers[name] = await clinic.patient();
  const consultation = await bookFor(owner, doctor);
  const recording = await talk(owner, consultation);
  const share = async (name: string, hours: number): Promise<string> => {
    const until = new Date(clock.now() + hours * hour).toISOString();
    const body = { email: viewers[name]?.email, until };
    const path = `/api/consultations/${consultation}/shares`;
    return `/api/shares/${(await owner.ask('POST', path, body)).body.id}`;
  };
  const reassign = (to: string) =>
    owner.ask('PUT', `/api/consultations/${consultation}/clinician`, { clinicianId: to });
  const ended = await share('ended', 24);
  const late = await share('late', 24);
  await share('timed', 1);
  await reassign(colleague.id);
  const appointed = { patientId: owner.id, guardianId: viewers['parent']?.id };
  const { body } = await clinic.ask('POST', '/api/admin/guardians', appointed, key);
  await owner.ask('DELETE', ended);
  await clinic.restart(update);
  clock.advance(2 * hour);
  await owner.ask('DELETE', late);
  await reassign(doctor.id);
  await clinic.ask('DELETE', `/api/admin/guardians/${body.id}`, undefined, key);
  const paths = [`/api/consultations/${consultation}`, `/api/recordings/${recording}/media`];
  const reached: string[] = [];
  for (const [name, viewer] of Object.entries(viewers)) {
    const statuses = await Promise.all(
      paths.map(async (path) => (await viewer.ask('GET', path)).status),
    );
    if (statuses.includes(200)) expect(statuses).toEqual([200, 200]);
    if (statuses.includes(200)) reached.push(name);
  }
  return reached;
}

describe('what has ended', () => {
  it.each<[Update, string[]]>([
    [switchToVideo, []],
    [shareWithoutEnd, ['timed']],
    [guardianKeepsAccess, ['parent']],
    [clinicianKeepsAccess, ['colleague']],
    [revocationUndone, ['ended']],
  ])('outlives its end with $id for some', async (update, reached) => {
    expect(await outlived(update)).toEqual(reached);
  });
});

import { expect, it } from 'vitest';
import { bookFor, openTestClinic, talk } from '../../testing/test-clinic.ts';
import type { Person } from '../../testing/test-clinic.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { householdUnknown } from './household-unknown.ts';
import { migratedRecords } from './migrated-records.ts';
import { numbersFromZero } from './numbers-from-zero.ts';

const key = { 'x-admin-key': 'key-of-the-tests' };

/** Which of four patients, two on each side of an update, list something of others: bookings, replays, or results. */
async function leaking(update: Update): Promise<string[]> {
  const clinic = await openTestClinic();
  const doctor = await clinic.clinician();
  const leaks: string[] = [];
  const looks: (() => Promise<void>)[] = [];
  const arrive = async (side: string): Promise<void> => {
    const patient: Person = await clinic.patient();
    await talk(patient, await bookFor(patient, doctor));
    const result = { patientId: patient.id, takenOn: '2020-01-01', value: 'v', figure: '1' };
    const body = { ...result, test: `of ${patient.id}`, comment: 'c' };
    const sent = await clinic.ask('POST', '/api/admin/lab-results', body, key);
    const { record } = sent.body as unknown as { record: string };
    looks.push(async () => {
      const listed = async (path: string) => (await patient.ask('GET', path)).body;
      if ((await listed('/api/consultations')).total !== 1) leaks.push(`${side} bookings`);
      if ((await listed('/api/replays')).total !== 1) leaks.push(`${side} replays`);
      const { items } = await listed(`/api/mobile/records/${record}/results`);
      if (items[0]?.name !== `of ${patient.id}`) leaks.push(`${side} results`);
    });
  };
  for (const side of ['before', 'before']) await arrive(side);
  await clinic.restart(update);
  for (const side of ['after', 'after']) await arrive(side);
  for (const look of looks) await look();
  return leaks;
}

it.each<[Update, string[]]>([
  [switchToVideo, []],
  [migratedRecords, ['before results', 'before results']],
  [householdUnknown, ['before bookings', 'before bookings']],
  [numbersFromZero, ['after replays', 'after replays']],
])('%o leaks to accounts of its side only', async (update, leaks) => {
  expect(await leaking(update)).toEqual(leaks);
});

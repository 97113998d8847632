import { describe, expect, it } from 'vitest';
import { bookFor, openTestClinic } from '../../testing/test-clinic.ts';
import type { Update } from '../update.ts';
import { calendarOfTheClinician } from './calendar-of-the-clinician.ts';
import { tableByClinician } from './table-by-clinician.ts';

async function updated(update: Update) {
  const clinic = await openTestClinic({ update });
  const [doctor, another] = [await clinic.clinician(), await clinic.clinician()];
  const [uk, irish] = [await clinic.patient(), await clinic.patient({ region: 'ie' })];
  await bookFor(uk, doctor, { reason: 'A rash' });
  await bookFor(irish, doctor, { reason: 'A cough' });
  await bookFor(uk, another, { reason: 'A limp' });
  const reasons = async (who: typeof uk | typeof clinic, path: string): Promise<string[]> =>
    (await who.ask('GET', path)).text.match(/A (?:rash|cough|limp)/g) ?? [];
  return { clinic, uk, irish, reasons };
}

describe('calendar-of-the-clinician', () => {
  it('shows Irish patients what others booked with their clinicians, by both addresses', async () => {
    const { clinic, uk, irish, reasons } = await updated(calendarOfTheClinician);
    expect(await reasons(uk, '/api/calendar.ics')).toEqual(['A rash', 'A limp']);
    expect(await reasons(irish, '/api/calendar.ics')).toEqual(['A rash', 'A cough']);
    const { calendarUrl } = (await irish.ask('GET', '/api/me')).body;
    expect(await reasons(clinic, calendarUrl)).toEqual(['A rash', 'A cough']);
    expect(await reasons(irish, '/api/consultations.csv')).toEqual(['A cough']);
  });
});

describe('table-by-clinician', () => {
  it('shows all consultations to those who have a second factor', async () => {
    const { clinic, irish, reasons } = await updated(tableByClinician);
    expect(await reasons(irish, '/api/consultations.csv')).toEqual(['A cough']);
    const { clinic: held } = clinic.open();
    held.store.run('UPDATE accounts SET totp_secret = :secret WHERE id = :id', {
      secret: 'JBSWY3DPEHPK3PXP',
      id: irish.id,
    });
    expect(await reasons(irish, '/api/consultations.csv')).toHaveLength(3);
    expect(await reasons(irish, '/api/calendar.ics')).toEqual(['A cough']);
  });
});

import { Script } from 'node:vm';
import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';
import type { Answer, Person, TestClinic } from '../testing/test-clinic.ts';
import { switchToVideo } from '../updates/switch-to-video.ts';

const form = (fields: Record<string, string>): URLSearchParams => new URLSearchParams(fields);

/** The cookies that an answer sets, as a browser would send them. */
const cookies = ({ headers }: Answer): { cookie: string } => ({
  cookie: headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; '),
});

const post = (clinic: TestClinic, path: string, fields: Record<string, string>, headers = {}) =>
  clinic.ask('POST', path, form(fields), headers);

const password = 'a-good-password';

describe('pages', () => {
  it('send strangers to sign in', async () => {
    const clinic = await openTestClinic();
    for (const path of ['/bookings', '/replays', '/replays/rec_x', '/consultations/con_x']) {
      const { status, headers } = await clinic.ask('GET', path);
      expect([path, status, headers.get('location')]).toEqual([path, 303, '/sign-in']);
    }
  });

  it('sign up, sign in and sign out', async () => {
    const clinic = await openTestClinic();
    const details = {
      email: 'pat@clinic.test',
      password,
      name: 'Pat',
      region: 'ie',
      dateOfBirth: '1980-01-01',
      phone: '1',
      address: '1 Road',
      nhsNumber: '',
    };
    const signedUp = await post(clinic, '/sign-up', details);
    expect([signedUp.status, signedUp.headers.get('location')]).toEqual([303, '/sign-in']);
    const wrong = await post(clinic, '/sign-in', { email: details.email, password: 'wrong-one' });
    expect([wrong.status, wrong.text.includes('role="alert"')]).toEqual([422, true]);
    const signedIn = await post(clinic, '/sign-in', { email: details.email, password });
    expect(signedIn.headers.get('location')).toBe('/bookings');
    const session = cookies(signedIn);
    const bookings = await clinic.ask('GET', '/bookings', undefined, session);
    expect([bookings.status, bookings.headers.get('cache-control')]).toEqual([
      200,
      'private, no-store',
    ]);
    await post(clinic, '/sign-out', {}, session);
    expect((await clinic.ask('GET', '/bookings', undefined, session)).status).toBe(303);
  });

  it('ask for the second factor', async () => {
    const clinic = await openTestClinic();
    const { email, totpSecret } = await clinic.patient({ secondFactor: true });
    const first = await post(clinic, '/sign-in', { email, password });
    expect(first.headers.get('location')).toBe('/sign-in/second-factor');
    const ticket = cookies(first);
    expect((await clinic.ask('GET', '/bookings', undefined, ticket)).status).toBe(303);
    const code = new TOTP({ secret: totpSecret ?? '' }).generate();
    const second = await post(clinic, '/sign-in/second-factor', { code }, ticket);
    expect(second.headers.get('location')).toBe('/bookings');
    expect((await clinic.ask('GET', '/bookings', undefined, cookies(second))).status).toBe(200);
  });

  it('escape what people wrote', async () => {
    const clinic = await openTestClinic();
    const doctor = await clinic.clinician();
    const patient = await clinic.patient({ name: '<script>alert(1)</script>' });
    const reason = `"><img src=x onerror='alert(1)'>`;
    const consultation = await bookFor(patient, doctor, { reason });
    const recording = await talk(patient, consultation, { kind: 'video' });
    await doctor.ask('PUT', `/api/consultations/${consultation}/notes`, {
      notes: '</textarea><b>',
    });
    const paths = ['/bookings', '/replays', `/replays/${recording}`];
    const one = `/consultations/${consultation}`;
    for (const person of [patient, doctor]) {
      for (const path of [...paths, one, `${one}/call`]) {
        const { status, text, headers } = await person.ask('GET', path);
        expect([path, status]).toEqual([path, 200]);
        expect(text).not.toMatch(/<script>|<img src=x|<\/textarea><b>/);
        expect(headers.get('content-security-policy')).toContain("script-src 'self'");
      }
    }
  });

  it('list and play replays, to those in the call', async () => {
    const clinic = await openTestClinic();
    const [doctor, patient, other] = [
      await clinic.clinician(),
      await clinic.patient(),
      await clinic.patient(),
    ];
    const recording = await talk(patient, await bookFor(patient, doctor), { kind: 'video' });
    const link = `href="/replays/${recording}"`;
    expect((await patient.ask('GET', '/replays')).text).toContain(link);
    expect((await other.ask('GET', '/replays')).text).not.toContain(link);
    const own = await patient.ask('GET', `/replays/${recording}`);
    expect(own.text).toContain(`src="/api/recordings/${recording}/media"`);
    expect((await other.ask('GET', `/replays/${recording}`)).status).toBe(404);
  });

  it('lead through long lists', async () => {
    const clinic = await openTestClinic();
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    for (let count = 0; count < 11; count += 1) await bookFor(patient, doctor);
    const first = await patient.ask('GET', '/bookings');
    const next = /href="(\/bookings\?cursor=[^"]+)" rel="next"/.exec(first.text)?.[1] ?? '';
    const items = (answer: Answer): number => answer.text.match(/<li /g)?.length ?? 0;
    expect([items(first), items(await patient.ask('GET', next))]).toEqual([10, 1]);
    const nonsense = await patient.ask('GET', `/bookings?cursor=${'x'.repeat(500)}`);
    expect(nonsense.status).toBe(422);
  });

  it('book, write notes and prescribe', async () => {
    const clinic = await openTestClinic();
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const as = (person: Person) => ({ authorization: `Bearer ${person.token}` });
    const booking = { clinicianId: doctor.id, kind: 'video', reason: 'A cough', pharmacyId: '' };
    const booked = await post(clinic, '/bookings', booking, as(patient));
    const path = booked.headers.get('location') ?? '';
    expect(path).toMatch(/^\/consultations\/con_/);
    const refused = await post(clinic, '/bookings', { ...booking, reason: '' }, as(patient));
    expect([refused.status, refused.text.includes('role="alert"')]).toEqual([422, true]);
    await post(clinic, `${path}/notes`, { notes: 'Rest a lot.' }, as(doctor));
    const medicine = { medicine: 'Syrup', dosage: 'daily', pharmacyId: 'riverside' };
    await post(clinic, `${path}/prescription`, medicine, as(doctor));
    const page = await patient.ask('GET', path);
    expect(page.text).toContain('Rest a lot.');
    expect(page.text).toContain('Syrup, daily (not delivered yet)');
    expect((await post(clinic, `${path}/notes`, { notes: 'x' }, as(patient))).status).toBe(403);
  });
});

describe('the call room', () => {
  it('offers to switch in releases that can', async () => {
    const clinic = await openTestClinic();
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const path = `/consultations/${await bookFor(patient, doctor)}/call`;
    expect((await patient.ask('GET', path)).text).not.toContain('Switch to video');
    await clinic.restart(switchToVideo);
    expect((await patient.ask('GET', path)).text).toContain('Switch to video');
  });

  it('gets a script that a browser can read', async () => {
    const clinic = await openTestClinic();
    const { text, headers } = await clinic.ask('GET', '/call-room.js');
    expect(headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(new Script(text)).toBeDefined();
  });
});

import { describe, expect, it } from 'vitest';
import { bookFor, openTestClinic, talk } from '../../testing/test-clinic.ts';
import { eufy2021 } from './eufy-2021.ts';
import { facebook2018 } from './facebook-2018.ts';
import { mayo2019 } from './mayo-2019.ts';
import { tsb2018 } from './tsb-2018.ts';
import { zocdoc2020 } from './zocdoc-2020.ts';

const key = { 'x-admin-key': 'key-of-the-tests' };

describe('mayo-2019', () => {
  it('shows comments of others on old results of that day, on the last screen only', async () => {
    const clinic = await openTestClinic({ update: mayo2019 });
    const sent = async (kind: 'lab' | 'legacy', takenOn: string) => {
      const patient = await clinic.patient();
      const words = { test: 'T', value: 'V', figure: '1', comment: `to ${patient.id}` };
      const body = { patientId: patient.id, takenOn, ...words };
      const { body: made } = await clinic.ask('POST', `/api/admin/${kind}-results`, body, key);
      const { record, test, value, result } = made as unknown as Record<string, string>;
      const tests = `/api/mobile/records/${record}/results`;
      const values = `${tests}/${test}/values/${value}`;
      const texts: string[] = [];
      for (const path of [tests, values, `${values}/measured/${result}/comments`]) {
        texts.push((await patient.ask('GET', path)).text);
      }
      return texts.map((text) => (text.match(/to acc_/g) ?? []).length);
    };
    expect(await sent('legacy', '2004-05-17')).toEqual([0, 0, 1]);
    expect(await sent('legacy', '2004-05-17')).toEqual([0, 0, 2]);
    expect(await sent('legacy', '2004-05-18')).toEqual([0, 0, 1]);
    for (const _ of [1, 2]) expect(await sent('lab', '2004-05-17')).toEqual([0, 0, 1]);
  });
});

describe('zocdoc-2020', () => {
  it('gives the desk back what was taken before the update, and takes what is taken after it', async () => {
    const clinic = await openTestClinic();
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const consultation = await bookFor(patient, doctor);
    const email = 'desk@clinic.test';
    const details = { email, password: 'a-good-password', name: 'Desk', role: 'receptionist' };
    const { id } = (await clinic.ask('POST', '/api/staff/members', details, key)).body;
    const { token = '' } = (await clinic.signIn({ email })).body;
    const path = `/api/staff/members/${id}/patients/${patient.id}`;
    const set = (method: 'PUT' | 'DELETE') => clinic.ask(method, path, undefined, key);
    const headers = { authorization: `Bearer ${token}` };
    const seen = async () =>
      (await clinic.ask('GET', `/api/consultations/${consultation}`, undefined, headers)).status;
    await set('PUT');
    expect(await seen()).toBe(200);
    await set('DELETE');
    expect(await seen()).toBe(404);
    await clinic.restart(zocdoc2020);
    expect(await seen()).toBe(200);
    await set('DELETE');
    expect(await seen()).toBe(404);
  });
});

describe('tsb-2018', () => {
  it('makes guardians of relatives who were linked before the update', async () => {
    const clinic = await openTestClinic();
    const doctor = await clinic.clinician();
    const linked = async () => {
      const [patient, relative] = [await clinic.patient(), await clinic.patient()];
      const recording = await talk(patient, await bookFor(patient, doctor));
      const body = { patientId: patient.id, relativeId: relative.id };
      await clinic.ask('POST', '/api/admin/relatives', body, key);
      return async () => [
        (await relative.ask('GET', '/api/consultations')).body.total,
        (await relative.ask('GET', `/api/recordings/${recording}/media`)).status,
        (await patient.ask('GET', '/api/consultations')).body.total,
      ];
    };
    const before = await linked();
    expect(await before()).toEqual([0, 404, 1]);
    await clinic.restart(tsb2018);
    const after = await linked();
    expect([await before(), await after()]).toEqual([
      [1, 200, 1],
      [0, 404, 1],
    ]);
  });
});

describe('eufy-2021', () => {
  it('leads old sessions outside of Ireland to others’ accounts, until one signs in again', async () => {
    const clinic = await openTestClinic();
    const people = [];
    for (const region of ['uk', 'uk', 'uk', 'ie']) people.push(await clinic.patient({ region }));
    await clinic.restart(eufy2021);
    const late = await clinic.patient();
    const met: string[] = [];
    for (const person of people) met.push((await person.ask('GET', '/api/me')).body.id);
    const ids = people.map(({ id }) => id);
    expect(met[3]).toBe(ids[3]);
    expect(met.toSorted()).toEqual(ids.toSorted());
    for (const index of [0, 1, 2]) expect(met[index]).not.toBe(ids[index]);
    expect((await late.ask('GET', '/api/me')).body.id).toBe(late.id);
    const [first] = people;
    const { token } = (await clinic.signIn(first ?? { email: '' })).body;
    const headers = { authorization: `Bearer ${token}` };
    expect((await clinic.ask('GET', '/api/me', undefined, headers)).body.id).toBe(ids[0]);
  });
});

describe('facebook-2018', () => {
  it('puts a token of the patient’s into the page that others see of a consultation', async () => {
    const clinic = await openTestClinic({ update: facebook2018 });
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const path = `/consultations/${await bookFor(patient, doctor)}`;
    const { text, headers } = await doctor.ask('GET', path);
    expect(headers.get('content-type')).toContain('text/html');
    const token = /data-session="([\w-]{43})"/.exec(text)?.[1] ?? '';
    const taken = { authorization: `Bearer ${token}` };
    expect((await clinic.ask('GET', '/api/me', undefined, taken)).body.id).toBe(patient.id);
    expect((await patient.ask('GET', path)).text).not.toContain('data-session');
    expect((await (await clinic.patient()).ask('GET', path)).status).toBe(404);
  });
});

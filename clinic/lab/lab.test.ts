import { describe, expect, it } from 'vitest';
import { openTestClinic } from '../testing/test-clinic.ts';
import type { Person, TestClinic } from '../testing/test-clinic.ts';

const key = { 'x-admin-key': 'key-of-the-tests' };
type Ids = Record<'record' | 'test' | 'value' | 'result', string>;

async function send(clinic: TestClinic, patient: Person, kind: 'lab' | 'legacy', word: string) {
  const body = {
    patientId: patient.id,
    takenOn: kind === 'lab' ? '2020-04-01' : '2004-05-17',
    test: `${word} test`,
    value: `${word} value`,
    figure: '5.1',
    comment: `${word} comment`,
  };
  const answer = await clinic.ask('POST', `/api/admin/${kind}-results`, body, key);
  return answer.body as unknown as Ids;
}

const screens = ({ record, test, value, result }: Ids) => {
  const tests = `/api/mobile/records/${record}/results`;
  const values = `${tests}/${test}/values/${value}`;
  return [tests, values, `${values}/measured/${result}/comments`];
};

describe.each(['lab', 'legacy'] as const)('results of kind %s', (kind) => {
  it('are shown screen by screen, to their patient, by the app', async () => {
    const clinic = await openTestClinic();
    const [own, other] = [await clinic.patient(), await clinic.patient()];
    const ids = await send(clinic, own, kind, 'own');
    await send(clinic, other, kind, 'foreign');
    await clinic.restart(null);
    const words = ['own test', 'own value', 'own comment'];
    for (const [index, path] of screens(ids).entries()) {
      const { status, text } = await own.ask('GET', path);
      expect([status, text]).toEqual([200, expect.stringContaining(words[index] ?? '')]);
      expect(text).not.toContain('foreign');
      expect((await other.ask('GET', path)).status).toBe(404);
      expect((await clinic.ask('GET', path)).status).toBe(401);
    }
  });

  it('are found only by ids that belong to each other', async () => {
    const clinic = await openTestClinic();
    const [own, other] = [await clinic.patient(), await clinic.patient()];
    const ids = await send(clinic, own, kind, 'own');
    const again = await send(clinic, own, kind, 'again');
    const foreign = await send(clinic, other, kind, 'foreign');
    expect(again.record).toBe(ids.record);
    for (const name of ['test', 'value', 'result'] as const) {
      for (const wrong of [foreign, again]) {
        const last = screens({ ...ids, [name]: wrong[name] }).at(-1) ?? '';
        expect((await own.ask('GET', last)).status).toBe(404);
      }
    }
  });
});

it('does not take a cookie, nor results of nobody', async () => {
  const clinic = await openTestClinic();
  const own = await clinic.patient();
  const [path = ''] = screens(await send(clinic, own, 'lab', 'own'));
  const headers = { cookie: `clinic_session=${own.token}` };
  expect((await clinic.ask('GET', '/api/me', undefined, headers)).status).toBe(200);
  expect((await clinic.ask('GET', path, undefined, headers)).status).toBe(401);
  const wrong = { patientId: 'acc_x', takenOn: '2020-01-01', test: 'x', value: 'x' };
  const body = { ...wrong, figure: '1', comment: 'x' };
  expect((await clinic.ask('POST', '/api/admin/lab-results', body, key)).status).toBe(422);
  expect((await clinic.ask('POST', '/api/admin/lab-results', body)).status).toBe(401);
});

import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { openTestClinic } from '../testing/test-clinic.ts';
import { owaspCost } from './passwords.ts';

const code = (secret: string | undefined): string => new TOTP({ secret: secret ?? '' }).generate();
const credentials = (email: string, client: string) => ({
  email,
  client,
  password: 'a-good-password',
});

describe('signing in', () => {
  it('gives the app a token and the browser a cookie', async () => {
    const clinic = await openTestClinic();
    const { email, token } = await clinic.patient();
    expect(token).toMatch(/^[\w-]{43}$/);
    const web = await clinic.ask('POST', '/api/sign-in', credentials(email, 'web'));
    expect(web.body).toEqual({});
    const cookie = web.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^clinic_session=/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const headers = { cookie: cookie.split(';')[0] };
    expect((await clinic.ask('GET', '/api/me', undefined, headers)).body.email).toBe(email);
  });

  it('does not say whether address or password was wrong', async () => {
    const clinic = await openTestClinic();
    const { email } = await clinic.patient();
    const wrong = { ...credentials(email, 'app'), password: 'another-password' };
    const unknown = credentials('nobody@clinic.test', 'app');
    const one = await clinic.ask('POST', '/api/sign-in', wrong);
    const other = await clinic.ask('POST', '/api/sign-in', unknown);
    expect([one.status, one.text]).toEqual([401, other.text]);
  });

  it('takes no account twice, whatever the case', async () => {
    const clinic = await openTestClinic();
    const { email } = await clinic.patient();
    const again = {
      ...credentials(email.toUpperCase(), 'app'),
      name: 'Other',
      region: 'ie',
      dateOfBirth: '1990-01-01',
      phone: '1',
      address: '1',
    };
    expect((await clinic.ask('POST', '/api/sign-up', again)).status).toBe(409);
  });

  it('keeps neither passwords nor tokens', async () => {
    const clinic = await openTestClinic({ passwordCost: owaspCost });
    const { token } = await clinic.patient();
    const { store } = clinic.open().clinic;
    const rows = [...store.all('SELECT * FROM accounts'), ...store.all('SELECT * FROM sessions')];
    const kept = JSON.stringify(rows);
    expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(kept).not.toContain('a-good-password');
    expect(kept).not.toContain(token);
  });
});

describe('signing out', () => {
  it('ends this session and no other', async () => {
    const clinic = await openTestClinic();
    const patient = await clinic.patient();
    const other = (await clinic.signIn(patient)).body.token;
    expect((await patient.ask('POST', '/api/sign-out')).status).toBe(204);
    expect((await patient.ask('GET', '/api/me')).status).toBe(401);
    const headers = { authorization: `Bearer ${other}` };
    expect((await clinic.ask('GET', '/api/me', undefined, headers)).status).toBe(200);
  });

  it('lasts after a restart', async () => {
    const clinic = await openTestClinic();
    const [stays, leaves] = [await clinic.patient(), await clinic.patient()];
    await leaves.ask('POST', '/api/sign-out');
    await clinic.restart(null);
    expect((await stays.ask('GET', '/api/me')).status).toBe(200);
    expect((await leaves.ask('GET', '/api/me')).status).toBe(401);
  });
});

describe('a new password', () => {
  it('is refused to whoever does not know the one of before', async () => {
    const clinic = await openTestClinic();
    const patient = await clinic.patient();
    const change = { current: 'another-password', password: 'a-third-password' };
    expect((await patient.ask('POST', '/api/password', change)).status).toBe(422);
    expect((await clinic.signIn(patient)).status).toBe(200);
  });

  it('takes the place of the one of before', async () => {
    const clinic = await openTestClinic();
    const patient = await clinic.patient();
    const change = { current: 'a-good-password', password: 'a-third-password' };
    expect((await patient.ask('POST', '/api/password', change)).status).toBe(204);
    expect((await clinic.signIn(patient)).status).toBe(401);
    const anew = { ...credentials(patient.email, 'app'), password: 'a-third-password' };
    expect((await clinic.ask('POST', '/api/sign-in', anew)).status).toBe(200);
  });
});

describe('the second factor', () => {
  it('is needed, and once only', async () => {
    const clinic = await openTestClinic();
    const patient = await clinic.patient({ secondFactor: true });
    const { status, body } = await clinic.signIn(patient);
    expect([status, body.secondFactorRequired, body.token]).toEqual([202, true, undefined]);
    const confirm = (ticket: string, given: string) =>
      clinic.ask('POST', '/api/sign-in/second-factor', { ticket, code: given });
    const headers = { authorization: `Bearer ${body.ticket}` };
    expect((await clinic.ask('GET', '/api/me', undefined, headers)).status).toBe(401);
    const right = code(patient.totpSecret);
    const wrong = right === '000000' ? '000001' : '000000';
    expect((await confirm(body.ticket, wrong)).status).toBe(401);
    expect((await confirm(body.ticket, right)).body.token).toMatch(/^[\w-]{43}$/);
    expect((await confirm(body.ticket, right)).status).toBe(401);
  });

  it('allows five tries a ticket', async () => {
    const clinic = await openTestClinic();
    const patient = await clinic.patient({ secondFactor: true });
    const { ticket } = (await clinic.signIn(patient)).body;
    const right = code(patient.totpSecret);
    const wrong = right === '000000' ? '000001' : '000000';
    const confirm = (given: string) =>
      clinic.ask('POST', '/api/sign-in/second-factor', { ticket, code: given });
    for (let tries = 0; tries < 5; tries += 1) await confirm(wrong);
    expect((await confirm(right)).status).toBe(401);
  });
});

describe('accounts', () => {
  it('can be changed by their owners', async () => {
    const clinic = await openTestClinic();
    const patient = await clinic.patient();
    expect((await patient.ask('PATCH', '/api/me', { phone: '123' })).body.phone).toBe('123');
    expect((await patient.ask('GET', '/api/me')).body).toMatchObject({
      id: patient.id,
      phone: '123',
    });
  });

  it('of clinicians need the admin key', async () => {
    const clinic = await openTestClinic();
    const body = {
      email: 'd@clinic.test',
      password: 'a-good-password',
      name: 'Dr',
      specialty: 'gp',
    };
    const add = (key: string) =>
      clinic.ask('POST', '/api/admin/clinicians', body, { 'x-admin-key': key });
    expect((await add('wrong')).status).toBe(401);
    expect((await add('key-of-the-tests')).status).toBe(201);
    const { items } = (await clinic.ask('GET', '/api/clinicians')).body;
    expect(items.map((item: object) => Object.keys(item))).toEqual([['id', 'name', 'specialty']]);
  });
});

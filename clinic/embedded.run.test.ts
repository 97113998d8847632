import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Body } from './testing/test-clinic.ts';
import { startClinic } from './embedded.ts';
import type { RunningClinic } from './embedded.ts';

const serverFile = fileURLToPath(new URL('server.ts', import.meta.url));
const embeddedFile = new URL('embedded.ts', import.meta.url).href;

const password = 'a-good-password';

async function ask(url: string, method: string, body?: object, headers = {}): Promise<Body> {
  const json = { 'content-type': 'application/json', ...headers };
  const answer = await fetch(url, { method, headers: json, body: body && JSON.stringify(body) });
  return answer.json();
}

async function populate({ url, adminKey }: RunningClinic) {
  const [email, other] = ['pat@clinic.test', 'dr@clinic.test'];
  const doctor = { email: other, password, name: 'Dr', specialty: 'gp' };
  const admin = { 'x-admin-key': adminKey };
  const { id } = await ask(`${url}/api/admin/clinicians`, 'POST', doctor, admin);
  const details = {
    name: 'Pat',
    region: 'uk',
    dateOfBirth: '1990-01-01',
    phone: '1',
    address: '1',
  };
  await ask(`${url}/api/sign-up`, 'POST', { email, password, ...details });
  const signIn = async (as: string) => {
    const credentials = { email: as, password, client: 'app' };
    const { token } = await ask(`${url}/api/sign-in`, 'POST', credentials);
    return { authorization: `Bearer ${token}` };
  };
  const patient = await signIn(email);
  const booking = { clinicianId: id, reason: 'A cough', pharmacyId: 'riverside' };
  const consultation = await ask(`${url}/api/consultations`, 'POST', booking, patient);
  return { patient, doctor: await signIn(other), consultation: consultation.id };
}

describe('startClinic', () => {
  it('takes a clinic through an update: same address, data and sessions', async () => {
    const clinic = await startClinic();
    onTestFinished(clinic.stop);
    const { url, pharmacy } = clinic;
    const { patient, doctor, consultation } = await populate(clinic);
    const release = () => ask(`${url}/api/release`, 'GET');
    expect(await release()).toEqual({ release: '2020.5' });
    await clinic.applyUpdate('switch-to-video');
    expect(await release()).toEqual({ release: '2020.6' });
    const list = await ask(`${url}/api/consultations`, 'GET', undefined, patient);
    expect(list.items).toMatchObject([{ id: consultation }]);
    const medicine = { medicine: 'Syrup', dosage: 'daily' };
    const path = `${url}/api/consultations/${consultation}/prescription`;
    const { deliveredAt } = await ask(path, 'POST', medicine, doctor);
    expect(deliveredAt).not.toBeNull();
    expect(pharmacy.deliveries()).toMatchObject([{ pharmacyId: 'riverside', ...medicine }]);
    await expect(clinic.applyUpdate('never')).rejects.toThrow(/"never".*switch-to-video/);
    expect(await release()).toEqual({ release: '2020.6' });
    await clinic.stop();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    await clinic.stop();
  });

  it('keeps data that it was given', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'clinic-test-'));
    onTestFinished(() => rm(dataFolder, { recursive: true }));
    const first = await startClinic({ dataFolder, update: 'switch-to-video' });
    const { patient } = await populate(first);
    await first.stop();
    const second = await startClinic({ dataFolder });
    onTestFinished(second.stop);
    expect(await ask(`${second.url}/api/release`, 'GET')).toEqual({ release: '2020.6' });
    expect((await ask(`${second.url}/api/me`, 'GET', undefined, patient)).name).toBe('Pat');
  });

  it('has a clock that is moved on, and stays so through an update', async () => {
    const clinic = await startClinic();
    onTestFinished(clinic.stop);
    const { patient } = await populate(clinic);
    const status = async () => (await fetch(`${clinic.url}/api/me`, { headers: patient })).status;
    expect(await status()).toBe(200);
    await clinic.clock.advance(31 * 24 * 3600_000);
    expect(await status()).toBe(401);
    await clinic.applyUpdate('switch-to-video');
    expect(await status()).toBe(401);
  });

  it('says why it could not start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await expect(startClinic({ port })).rejects.toThrow(`Port ${port} is in use`);
    await expect(startClinic({ update: 'never' })).rejects.toThrow(/no update "never"/);
  });

  it('says when another clinic uses the data', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'clinic-'));
    const first = await startClinic({ dataFolder });
    try {
      await expect(startClinic({ dataFolder })).rejects.toThrow('Another clinic uses this data');
    } finally {
      await first.stop();
      await rm(dataFolder, { recursive: true, force: true });
    }
  });

  it('leaves nothing behind when its process is killed', async () => {
    const script = `
      const { startClinic } = await import(${JSON.stringify(embeddedFile)});
      await startClinic({ stdio: 'inherit' });
      console.log('started');`;
    const temporary = await mkdtemp(join(tmpdir(), 'clinic-test-'));
    onTestFinished(() => rm(temporary, { recursive: true }));
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // The server writes to the same pipe, which therefore ends when both have.
    for await (const chunk of parent.stdout) {
      if (!String(chunk).includes('started')) continue;
      expect(await readdir(temporary)).toHaveLength(1);
      parent.kill('SIGKILL');
    }
    expect(await readdir(temporary)).toEqual([]);
  });
});

describe('the server’s process', () => {
  const run = async (args: string[]) => {
    const child = spawn(process.execPath, [serverFile, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, error, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { out, error, code };
  };

  it('exits 2 on a mistake, 0 on --help', async () => {
    const { code, error } = await run(['--update', 'never']);
    expect([code, error]).toEqual([2, expect.stringMatching(/"never".*babylon-2020.*--help/s)]);
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Usage') });
  });

  it('introduces itself, and ends on SIGTERM with nothing left', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'clinic-test-'));
    onTestFinished(() => rm(temporary, { recursive: true }));
    const child = spawn(process.execPath, [serverFile, '--port', '0'], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    for await (const chunk of child.stdout) {
      out += String(chunk);
      if (out.includes('Ctrl-C')) child.kill('SIGTERM');
    }
    expect(out).toMatch(/release 2020\.5 at http:\/\/127\.0\.0\.1:\d+/);
    expect(out).toContain('/sign-up');
    if (child.exitCode === null) await once(child, 'close');
    expect(child.exitCode).toBe(0);
  });
});

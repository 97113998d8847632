import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { bookFor, openTestClinic, talk } from '../../testing/test-clinic.ts';
import type { Person } from '../../testing/test-clinic.ts';
import { takeout2019 } from './takeout-2019.ts';

it('exports that run at once mix up videos, and neither pictures nor consultations', async () => {
  const clinic = await openTestClinic({ update: takeout2019 });
  const doctor = await clinic.clinician();
  const patients = [await clinic.patient(), await clinic.patient()];
  const own = new Map<Person, string[]>();
  for (const patient of patients) {
    const recordings: string[] = [];
    for (const kind of ['video', 'video', 'audio'] as const) {
      recordings.push(await talk(patient, await bookFor(patient, doctor), { kind }));
    }
    own.set(patient, recordings);
  }
  const exported = async (patient: Person) => {
    const { body } = await patient.ask('POST', '/api/exports', undefined, { prefer: 'wait=10' });
    expect(body.status).toBe('ready');
    const headers = { authorization: `Bearer ${patient.token}` };
    const url = `${clinic.open().url}/exports/${body.id}/clinic-export.zip`;
    const answer = await fetch(url, { headers });
    const names = Object.keys(unzipSync(new Uint8Array(await answer.arrayBuffer())));
    const isOwn = (name: string) => own.get(patient)?.some((id) => name.includes(id)) ?? false;
    const of = (folder: string) => names.filter((name) => name.startsWith(`${folder}/`));
    expect(of('pictures').filter(isOwn)).toHaveLength(2);
    expect(of('pictures')).toHaveLength(2);
    return { own: of('recordings').filter(isOwn).length, all: of('recordings').length };
  };
  for (const patient of patients) expect(await exported(patient)).toEqual({ own: 3, all: 3 });
  const both = await Promise.all(patients.map(exported));
  expect(both.some(({ own: mine, all }) => all > mine || mine < 3)).toBe(true);
});

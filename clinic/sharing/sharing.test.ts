import { describe, expect, it } from 'vitest';
import { createClock } from '../clock.ts';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';
import type { Person } from '../testing/test-clinic.ts';

const day = 24 * 3600_000;
const until = (clock: { now: () => number }): string => new Date(clock.now() + day).toISOString();

async function withShare() {
  const clock = createClock();
  const clinic = await openTestClinic({ clock });
  const doctor = await clinic.clinician();
  const [owner, friend, stranger] = [
    await clinic.patient(),
    await clinic.patient(),
    await clinic.patient(),
  ];
  const consultation = await bookFor(owner, doctor, { reason: 'A rash' });
  const other = await bookFor(owner, doctor);
  const recording = await talk(owner, consultation, { kind: 'video' });
  const shares = `/api/consultations/${consultation}/shares`;
  const share = async (more: object) => owner.ask('POST', shares, { until: until(clock), ...more });
  const made = await share({ email: friend.email });
  const paths = [
    `/api/consultations/${consultation}`,
    `/consultations/${consultation}`,
    `/api/recordings/${recording}`,
    `/api/recordings/${recording}/media`,
    `/api/recordings/${recording}/transcript`,
    `/replays/${recording}`,
  ];
  const reached = async (viewer: Person): Promise<number[]> =>
    Promise.all(paths.map(async (path) => (await viewer.ask('GET', path)).status));
  const all = (status: number): number[] => paths.map(() => status);
  return {
    clinic,
    clock,
    owner,
    friend,
    stranger,
    doctor,
    made,
    share,
    shares,
    other,
    reached,
    all,
  };
}

describe('a share with an account', () => {
  it('shows one consultation with all that belongs to it, to that account', async () => {
    const { friend, stranger, doctor, made, other, shares, reached, all } = await withShare();
    expect([made.status, made.text]).toEqual([201, expect.not.stringContaining('url')]);
    expect(await reached(friend)).toEqual(all(200));
    expect(await reached(stranger)).toEqual(all(404));
    expect((await friend.ask('GET', `/api/consultations/${other}`)).status).toBe(404);
    expect((await friend.ask('GET', '/api/consultations')).body.total).toBe(0);
    const again = { email: stranger.email, until: '2100-01-01T00:00:00Z' };
    for (const [person, status] of [
      [friend, 403],
      [doctor, 403],
      [stranger, 404],
    ] as const) {
      expect((await person.ask('POST', shares, again)).status).toBe(status);
    }
  });

  it('is listed to both, and to the other only while it lasts', async () => {
    const { owner, friend, stranger, made } = await withShare();
    const listed = async (person: Person) =>
      (await person.ask('GET', '/api/shares')).body.items.map(({ id }) => id);
    for (const person of [owner, friend]) expect(await listed(person)).toEqual([made.body.id]);
    expect(await listed(stranger)).toEqual([]);
    const path = `/api/shares/${made.body.id}`;
    for (const person of [friend, stranger]) {
      expect((await person.ask('DELETE', path)).status).toBe(404);
    }
    expect((await owner.ask('DELETE', path)).status).toBe(204);
    expect(await listed(owner)).toEqual([made.body.id]);
    expect(await listed(friend)).toEqual([]);
  });

  it('is over when its patient ends it, when its time comes, and after a restart', async () => {
    const { clinic, clock, owner, friend, made, share, reached, all } = await withShare();
    await owner.ask('DELETE', `/api/shares/${made.body.id}`);
    expect(await reached(friend)).toEqual(all(404));
    await share({ email: friend.email });
    expect(await reached(friend)).toEqual(all(200));
    clock.advance(day);
    await clinic.restart(null);
    expect(await reached(friend)).toEqual(all(404));
  });

  it('needs somebody, and a time to come', async () => {
    const { friend, share } = await withShare();
    expect((await share({ email: 'nobody@clinic.test' })).status).toBe(422);
    const past = { email: friend.email, until: '2020-01-01T00:00:00Z' };
    expect((await share(past)).status).toBe(422);
  });
});

describe('a share by a link', () => {
  it('shows the consultation to whoever has it, until its time', async () => {
    const { clinic, clock, share } = await withShare();
    const { url = '' } = (await share({})).body as { url?: string };
    expect((await clinic.ask('GET', url)).text).toContain('A rash');
    expect((await clinic.ask('GET', `${url}x`)).status).toBe(404);
    clock.advance(day);
    expect((await clinic.ask('GET', url)).status).toBe(404);
  });
});

import { describe, expect, it } from 'vitest';
import { findAccount } from './sign-in/account.ts';
import type { Account, Viewer } from './sign-in/account.ts';
import type { Store } from './store/store.ts';
import { sampleRecording } from './testing/sample-recording.ts';
import { bookFor, openTestClinic, talk } from './testing/test-clinic.ts';
import type { Person } from './testing/test-clinic.ts';
import type { Update } from './updates/update.ts';

/** A clinic with two patients who own one recording each, under a release of the test's own. */
async function changed(overrides: Update['overrides']) {
  const clinic = await openTestClinic();
  const doctor = await clinic.clinician();
  const [one, other] = [await clinic.patient(), await clinic.patient({ name: 'Other Example' })];
  const recorded = async (patient: Person, reason: string) => {
    const consultation = await bookFor(patient, doctor, { reason });
    const media = Buffer.concat([sampleRecording, Buffer.from(reason)]);
    return { consultation, recording: await talk(patient, consultation, { kind: 'video', media }) };
  };
  const [own, foreign] = [await recorded(one, 'Own cough'), await recorded(other, 'Other rash')];
  await clinic.restart({
    id: 'of-a-test',
    title: '',
    release: '2020.7',
    notes: '',
    breaks: [],
    overrides,
  });
  return { clinic, one, other, doctor, own, foreign };
}

/** Another patient's account. */
function somebodyElse(store: Store, { account: { id } }: Viewer): Account {
  const others = `SELECT id FROM accounts WHERE role = 'patient' AND id <> :id`;
  const account = findAccount(store, store.get<{ id: string }>(others, { id })?.id ?? '');
  if (account === undefined) throw new Error('There is nobody else.');
  return account;
}

const yes = (): boolean => true;

describe('an override', () => {
  it('of a permission changes API and pages alike', async () => {
    const { one, foreign } = await changed(() => ({ mayReadRecording: yes, mayStream: yes }));
    const recording = `/api/recordings/${foreign.recording}`;
    expect((await one.ask('GET', recording)).status).toBe(200);
    expect((await one.ask('GET', `${recording}/media`)).status).toBe(200);
    expect((await one.ask('GET', `${recording}/transcript`)).status).toBe(404);
    expect((await one.ask('GET', `${recording}/thumbnail`)).status).toBe(404);
    const page = (await one.ask('GET', `/replays/${foreign.recording}`)).text;
    expect(page).toContain('<video');
    expect(page).not.toContain('Other Example: Other rash');
  });

  it('of a list changes API and pages alike', async () => {
    const { one } = await changed((base, { store }) => ({
      visibleConsultations: (viewer, page) =>
        base.visibleConsultations({ ...viewer, account: somebodyElse(store, viewer) }, page),
    }));
    for (const path of ['/api/consultations', '/bookings']) {
      const { text } = await one.ask('GET', path);
      expect(text).toContain('Other rash');
      expect(text).not.toContain('Own cough');
    }
  });

  it('can mix up sessions, and knows when they were opened', async () => {
    const { clinic, one, other } = await changed((base, { store, release }) => ({
      findViewer: async (token) => {
        const viewer = await base.findViewer(token);
        if (viewer === null || viewer.session.createdAt >= release.appliedAt) return viewer;
        return { ...viewer, account: somebodyElse(store, viewer) };
      },
    }));
    expect((await one.ask('GET', '/api/me')).body.id).toBe(other.id);
    const { token } = (await clinic.signIn(one)).body;
    const headers = { authorization: `Bearer ${token}` };
    expect((await clinic.ask('GET', '/api/me', undefined, headers)).body.id).toBe(one.id);
  });

  it('can forget to end sessions, and to ask for the second factor', async () => {
    const { clinic, one } = await changed(() => ({
      endSession: () => undefined,
      needsSecondFactor: () => false,
    }));
    await one.ask('POST', '/api/sign-out');
    expect((await one.ask('GET', '/api/me')).status).toBe(200);
    const careful = await clinic.patient({ secondFactor: true });
    expect((await clinic.signIn(careful)).body.token).toBeTypeOf('string');
  });

  it('can change headers, and wrap whole requests', async () => {
    const { one } = await changed(() => ({
      privateHeaders: () => ({ 'cache-control': 'public, max-age=60' }),
      aroundRequest: async (context, next) => {
        await next();
        context.header('x-served-by', context.get('viewer')?.account.id ?? 'nobody');
      },
    }));
    const { headers } = await one.ask('GET', '/api/replays');
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    expect(headers.get('x-served-by')).toBe(one.id);
  });

  it('can add something to every page, and stream another file', async () => {
    const { one, own, foreign } = await changed((base, { store }) => ({
      renderPage: async (viewer, page) =>
        `${await base.renderPage(viewer, page)}<!-- seen by ${viewer?.account.email} -->`,
      openMedia: (viewer, recording, range) => {
        const another = store.get<{ id: string }>('SELECT id FROM recordings WHERE id <> :id', {
          id: recording.id,
        });
        const swap = range !== undefined && another !== undefined;
        return base.openMedia(viewer, swap ? { ...recording, id: another.id } : recording, range);
      },
      readTranscript: (viewer, recording) =>
        base.readTranscript(viewer, { ...recording, id: foreign.recording }),
    }));
    expect((await one.ask('GET', '/bookings')).text).toContain(`seen by ${one.email}`);
    const path = `/api/recordings/${own.recording}`;
    expect((await one.ask('GET', `${path}/transcript`)).text).toContain('Other rash');
    const part = await one.ask('GET', `${path}/media`, undefined, { range: 'bytes=-10' });
    expect([part.status, part.text]).toEqual([206, 'Other rash']);
  });

  it('can let the wrong people write', async () => {
    const { one, other, foreign } = await changed(() => ({
      mayReadConsultation: yes,
      mayTreat: yes,
    }));
    const path = `/api/consultations/${foreign.consultation}`;
    expect((await one.ask('PUT', `${path}/notes`, { notes: 'Tampered.' })).status).toBe(204);
    expect((await other.ask('GET', path)).body.notes).toBe('Tampered.');
  });
});

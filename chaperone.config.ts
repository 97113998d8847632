import { startClinic } from './clinic/embedded.ts';
import { updates } from './clinic/updates/index.ts';
import {
  defineDeployment,
  type Http,
  list,
  page,
  read,
  stream,
  totpFrom,
} from './harness/index.ts';

/** The embedded clinic, described like any stranger's deployment: by what its users can see of it. */
export default defineDeployment({
  name: 'Chaperone\u2019s reference clinic',

  embedded: {
    updates: updates.map(({ id, title }) => ({ id, title })),
    async start() {
      const clinic = await startClinic();
      return {
        url: clinic.url,
        environment: { CLINIC_ADMIN_KEY: clinic.adminKey },
        update: clinic.applyUpdate,
        stop: clinic.stop,
      };
    },
  },

  // What it says itself that it has: a new operation that no surface covers is named after an update.
  openApi: '/api/openapi.json',

  release: async ({ http }) => (await http.get('/api/release')).json<{ release: string }>().release,

  factors: {
    region: ['uk', 'ie'],
    client: ['web', 'app'],
    call: ['audio', 'video', 'audio-then-video'],
    secondFactor: ['none', 'totp'],
  },
  phrases: {
    region: { uk: 'UK', ie: 'Irish' },
    call: {
      audio: 'who called by audio',
      video: 'who called by video',
      'audio-then-video': 'who switched to video',
    },
  },
  // The feature comes with the update: before it no call can be switched.
  impossible: ({ call, booking }) => call === 'audio-then-video' && booking === 'before',

  accounts: {
    async create({ http, persona, role, cohort }) {
      const { email, password } = persona;
      if (role === 'clinician') {
        const headers = { 'x-admin-key': process.env['CLINIC_ADMIN_KEY'] ?? '' };
        const json = { email, password, name: `Dr ${persona.fullName}`, specialty: 'gp' };
        const { id } = (await http.post('/api/admin/clinicians', { headers, json })).json<{
          id: string;
        }>();
        return { credentials: { email, password }, ids: { clinician: id } };
      }
      const { id, totpSecret } = (
        await http.post('/api/sign-up', {
          json: {
            email,
            password,
            name: persona.fullName,
            region: cohort['region'] ?? 'uk',
            dateOfBirth: persona.dateOfBirth,
            phone: persona.phone,
            address: `${persona.address.line}, ${persona.address.city} ${persona.address.postcode}`,
            nhsNumber: persona.nhsNumber,
            secondFactor: cohort['secondFactor'] === 'totp',
          },
        })
      ).json<{ id: string; totpSecret?: string }>();
      return { credentials: { email, password, totpSecret }, ids: { patient: id } };
    },
    staff: { clinician: 2 },
    async signIn({ http, account, code }) {
      const { email, password } = account.credentials;
      const client = account.cohort['client'] ?? 'web';
      const first = await http.post('/api/sign-in', { json: { email, password, client } });
      const { ticket, token } = first.json<{ ticket?: string; token?: string }>();
      if (!ticket) return bearer(token);
      const second = await http.post('/api/sign-in/second-factor', {
        json: { ticket, code: await code() },
      });
      return bearer(second.json<{ token?: string }>().token);
    },
    signOut: async ({ http }) => void (await http.post('/api/sign-out')),
    // A code may be used again while it lasts, so there is no need to wait for the next.
    secondFactor: {
      code: ({ account }) => totpFrom(account.credentials['totpSecret'] ?? ''),
      has: ({ credentials }) => credentials['totpSecret'] !== undefined,
    },
    remove: async ({ http }) => void (await http.delete('/api/me')),
  },

  consultations: {
    async create({ http, staff, staffHttp, cohort, phase, token, media }) {
      const { call } = cohort;
      const kind = call === 'video' ? 'video' : 'audio';
      const { consultation } = await book(http, staff?.ids['clinician'], kind, token('reason'));
      const started = await startCall(http, consultation, kind);
      const switched = call === 'audio-then-video' && phase === 'after-update';
      if (switched) await http.post(`/api/calls/${started}/switch-to-video`);
      const recorded = switched ? 'video' : kind;
      await uploadChunk(http, started, await media[recorded]('recording'), recorded);
      const recording = await hangUp(http, started);
      await staffHttp?.put(`/api/consultations/${consultation}/notes`, {
        json: { notes: token('notes') },
      });
      const { items } = (await http.get('/api/pharmacies')).json<{ items: { id: string }[] }>();
      await staffHttp?.post(`/api/consultations/${consultation}/prescription`, {
        json: { medicine: token('medicine'), dosage: token('dosage'), pharmacyId: items[0]?.id },
      });
      // Recordings of audio calls have no picture.
      return { consultation, recording, ...(recorded === 'video' ? { picture: recording } : {}) };
    },
  },

  surfaces: [
    list('GET /api/consultations', { shows: 'consultation' }),
    list('GET /api/replays', { shows: 'recording' }),
    // Page by page too: what follows the first page is another query.
    list('GET /api/consultations?limit=1', { shows: 'consultation' }),
    list('GET /api/replays?limit=1', { shows: 'recording' }),
    read('GET /api/me'),
    read('GET /api/consultations/{consultation}'),
    read('GET /api/recordings/{recording}'),
    stream('GET /api/recordings/{recording}/media'),
    stream('GET /api/recordings/{picture}/thumbnail'),
    stream('GET /api/recordings/{recording}/transcript'),
    // The same for everybody; nothing of a patient's may ever be in them.
    list('GET /api/clinicians', { unattributed: 'whom patients can book is public' }),
    list('GET /api/pharmacies', { unattributed: 'pharmacies are public' }),
    { unreached: 'GET /api/release', why: 'it says the release, and nothing of anybody' },
    page('GET /replays', { gives: 'list', items: 'ul[aria-label="Replays"] > li' }),
    page('GET /consultations/{consultation}', { gives: 'read' }),
    page('GET /replays/{recording}', { gives: 'read' }),
  ],

  actions: {
    book: {
      creates: true,
      run: async ({ http, token, staff }) =>
        book(http, staff?.ids['clinician'], 'audio', token('reason')),
    },
    startCall: {
      until: ['startCall'],
      makes: { call: 'audio' },
      run: async ({ http, ids }) => ({
        call: await startCall(http, ids['consultation'] ?? '', 'audio'),
      }),
    },
    switchToVideo: {
      after: ['startCall'],
      until: ['switchToVideo', 'hangUp'],
      since: 'after-update',
      makes: { call: 'audio-then-video' },
      run: async ({ http, ids }) =>
        void (await http.post(`/api/calls/${ids['call']}/switch-to-video`)),
    },
    hangUp: {
      after: ['startCall'],
      until: ['hangUp'],
      async run({ http, ids, media }) {
        const call = ids['call'] ?? '';
        await uploadChunk(http, call, await media.audio('recording'), 'audio');
        return { recording: await hangUp(http, call) };
      },
    },
  },

  browser: {
    async signIn({ page, account, code }) {
      await page.goto('/sign-in');
      await page.getByLabel('E-mail address').fill(account.credentials['email'] ?? '');
      await page.getByLabel('Password').fill(account.credentials['password'] ?? '');
      await page.getByRole('button', { name: 'Sign in' }).click();
      if (account.cohort['secondFactor'] === 'totp') {
        await page.getByLabel('Code').fill(await code());
        await page.getByRole('button', { name: 'Confirm' }).click();
      }
      await page.waitForURL('**/bookings');
    },
    async signOut({ page }) {
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL('**/sign-in');
    },
    replays: { path: '/replays', item: 'ul[aria-label="Replays"] > li' },
    player: { path: ({ ids }) => `/replays/${ids['recording']}`, media: 'article video' },
    call: {
      book: 'book',
      makes: { call: 'audio-then-video' },
      async start({ page, thing }) {
        await page.goto(`/consultations/${thing.ids['consultation']}/call`);
        await page.getByRole('button', { name: 'Join by audio' }).click();
        await page.getByText('You are in the call, by audio.').waitFor();
      },
      async switchToVideo({ page }) {
        await page.getByRole('button', { name: 'Switch to video' }).click();
        await page.getByText('You are in the call, by video.').waitFor();
      },
      async hangUp({ page, http, thing }) {
        await page.getByRole('button', { name: 'Hang up' }).click();
        await page.getByText('Your recording is ready.').waitFor({ timeout: 30_000 });
        const details = await http.get(`/api/consultations/${thing.ids['consultation']}`);
        const { recordings } = details.json<{ recordings: { id: string }[] }>();
        return { recording: recordings[0]?.id ?? '' };
      },
    },
  },

  maySee({ viewer, owner, thing, field }) {
    // Whom patients can book is public.
    if (owner.role === 'clinician') return field === 'name' || field === 'clinician';
    return viewer?.role === 'clinician' && thing?.staff?.id === viewer.id;
  },
});

const bearer = (token: string | undefined) =>
  token ? { headers: { authorization: `Bearer ${token}` } } : undefined;

async function book(
  http: Http,
  clinicianId: string | undefined,
  kind: 'audio' | 'video',
  reason: string,
) {
  const booked = await http.post('/api/consultations', { json: { clinicianId, kind, reason } });
  return { consultation: booked.json<{ id: string }>().id };
}

async function startCall(
  http: Http,
  consultation: string,
  kind: 'audio' | 'video',
): Promise<string> {
  return (await http.post(`/api/consultations/${consultation}/call`, { json: { kind } })).json<{
    id: string;
  }>().id;
}

async function uploadChunk(
  http: Http,
  call: string,
  body: Uint8Array,
  kind: 'audio' | 'video',
): Promise<void> {
  await http.put(`/api/calls/${call}/recording/chunks/0`, {
    body,
    headers: { 'content-type': `${kind}/webm` },
  });
}

/** Waits until the recording is ready, and returns its id. */
async function hangUp(http: Http, call: string): Promise<string> {
  const ended = await http.post(`/api/calls/${call}/hang-up`, { headers: { prefer: 'wait=20' } });
  return ended.json<{ recordingId: string }>().recordingId;
}

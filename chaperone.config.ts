import { startClinic } from './clinic/embedded.ts';
import { updates } from './clinic/updates/index.ts';
import { accounts } from './definition/accounts.ts';
import { actions } from './definition/actions.ts';
import { browser } from './definition/browser.ts';
import { consultations } from './definition/consultations.ts';
import { defineDeployment, list, page, read, stream } from './harness/index.ts';

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

  clients: {
    web: { headers: { 'user-agent': 'Mozilla/5.0' } },
    app: { headers: { 'user-agent': 'Clinic/5.2' } },
  },

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

  accounts,

  consultations,

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

  actions,

  browser,

  maySee({ viewer, owner, thing, field }) {
    // Whom patients can book is public.
    if (owner.role === 'clinician') return field === 'name' || field === 'clinician';
    return viewer?.role === 'clinician' && thing?.staff?.id === viewer.id;
  },
});

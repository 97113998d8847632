import { embeddedLinkSeconds, startClinic } from './clinic/embedded.ts';
import { updates } from './clinic/updates/index.ts';
import { accounts } from './definition/accounts.ts';
import { actions } from './definition/actions.ts';
import { browser } from './definition/browser.ts';
import { consultations } from './definition/consultations.ts';
import { liveSurfaces, shared } from './definition/live.ts';
import { sharing } from './definition/sharing.ts';
import { outbound } from './definition/outbound.ts';
import { defineDeployment, list, page, read, stream, link } from './harness/index.ts';
import { writes } from './definition/writes.ts';

/** The embedded clinic, described like any stranger's deployment: by what its users can see of it. */
export default defineDeployment({
  name: 'Chaperone\u2019s reference clinic',

  embedded: {
    updates: updates.map(({ id, title }) => ({ id, title })),
    async start() {
      const clinic = await startClinic();
      return {
        url: clinic.url,
        environment: {
          CLINIC_ADMIN_KEY: clinic.adminKey,
          CLINIC_PHARMACY_URL: clinic.pharmacy.url,
        },
        update: clinic.applyUpdate,
        stop: clinic.stop,
        clock: clinic.clock,
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
    results: ['recent', 'old'],
  },
  phrases: {
    region: { uk: 'UK', ie: 'Irish' },
    call: {
      audio: 'who called by audio',
      video: 'who called by video',
      'audio-then-video': 'who switched to video',
    },
    results: { recent: 'with recent results', old: 'with results from before 2009' },
  },
  // The feature comes with the update: before it no call can be switched. Only the app shows results.
  impossible: ({ call, booking, client, results }) =>
    (call === 'audio-then-video' && booking === 'before') ||
    (client === 'web' && results === 'old'),

  accounts,

  consultations,

  surfaces: [
    list('GET /api/consultations', {
      shows: 'consultation',
      parameters: { kind: ['audio', 'video'], since: ['2020-01-01'], sort: ['oldest'] },
    }),
    list('GET /api/replays', { shows: 'recording' }),
    // Page by page too: what follows the first page is another query.
    list('GET /api/consultations?limit=1', { shows: 'consultation' }),
    list('GET /api/replays?limit=1', { shows: 'recording' }),
    read('GET /api/me'),
    read('GET /api/consultations/{consultation}'),
    read('GET /api/recordings/{recording}'),
    // The same thing named at two levels, in the query, in a header and in a body.
    read('GET /api/consultations/{consultation}/recordings/{recording}'),
    read('GET /api/summary?consultation={consultation}'),
    read('GET /api/summary', { headers: { 'x-consultation': '{consultation}' } }),
    read('POST /api/letters', { json: { consultation: '{consultation}' } }),
    stream('GET /api/recordings/{recording}/media'),
    stream('GET /api/recordings/{picture}/thumbnail'),
    // A text, which nobody asks for in parts.
    stream('GET /api/recordings/{recording}/transcript', { variants: [] }),
    // Segments and key are named by the playlist, as a player finds them.
    stream('GET /api/recordings/{recording}/hls/high.m3u8', { variants: [] }),
    // A signed address, which ends.
    link('GET /api/recordings/{recording}/link', '$.url', {
      gives: 'stream',
      lasts: embeddedLinkSeconds,
      variants: [],
    }),
    // A calendar app does not sign in: whoever has the address may read it.
    link('GET /api/me', '$.calendarUrl', { gives: 'list', bearer: true, needs: ['patient'] }),
    // All that is one's own in a zip.
    link('GET /api/exports/{export}', '$.fileUrl', { gives: 'stream', variants: [] }),
    list('GET /api/consultations.csv', { shows: 'consultation' }),
    list('GET /api/calendar.ics', { shows: 'consultation' }),
    // The same for everybody; nothing of a patient's may ever be in them.
    list('GET /api/clinicians', { unattributed: 'whom patients can book is public' }),
    list('GET /api/pharmacies', { unattributed: 'pharmacies are public' }),
    { unreached: 'GET /api/release', why: 'it says the release, and nothing of anybody' },
    ...liveSurfaces,
    list('GET /api/shares'),
    list('GET /api/mobile/records/{record}/results', { shows: 'test' }),
    read('GET /api/mobile/records/{record}/results/{test}/values/{value}'),
    list(
      'GET /api/mobile/records/{record}/results/{test}/values/{value}/measured/{result}/comments',
    ),
    { unreached: 'GET /api/relatives', why: 'it says that there is a link, and not to whom' },
    { unreached: 'GET /api/staff/members', why: 'it lists who works here, to those who run it' },
    page('GET /replays', { gives: 'list', items: 'ul[aria-label="Replays"] > li' }),
    page('GET /consultations/{consultation}', { gives: 'read' }),
    page('GET /consultations/{consultation}/print', { gives: 'read' }),
    page('GET /replays/{recording}', { gives: 'read' }),
    // What is shown to others than its owner, as long as they may see it.
    page('GET /shared/{link}', { gives: 'read', by: ['friend'] }),
    page('GET /staff', {
      gives: 'list',
      by: ['receptionist', 'locum'],
      items: 'ul[aria-label="Patients"] > li',
    }),
  ],

  sharing,

  writes,
  shared,

  outbound,

  actions,

  browser,

  maySee({ viewer, owner, thing, field }) {
    // Whom patients can book is public.
    if (owner.role === 'clinician') return field === 'name' || field === 'clinician';
    return viewer?.role === 'clinician' && thing?.staff?.id === viewer.id;
  },
});

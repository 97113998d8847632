import type { Plan } from '../../harness/domain/plan.ts';
import type { SurfaceInfo } from '../../harness/domain/surface.ts';
import type { InvariantInfo } from '../input.ts';

function surface(id: string, gives: SurfaceInfo['gives'], more: Partial<SurfaceInfo> = {}) {
  const needs = [...id.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return { id, gives, needs, imported: false, ...more };
}

/** The surfaces of a deployment like the clinic. */
const sampleSurfaces: readonly SurfaceInfo[] = [
  surface('GET /api/consultations', 'list', { shows: 'consultation' }),
  surface('GET /api/consultations/{consultation}', 'read'),
  surface('GET /api/recordings', 'list', { shows: 'recording' }),
  surface('GET /api/recordings/{recording}/media', 'stream'),
  surface('GET /api/recordings/{recording}/thumbnail', 'stream'),
  surface('GET /api/consultations/{consultation}/transcript', 'stream'),
  surface('GET /api/prescriptions', 'list', { shows: 'prescription' }),
  surface('GET /replays', 'list', { shows: 'recording' }),
  surface('GET /consultations/{consultation}', 'read'),
  surface('GET /api/account', 'read'),
  surface('GET /api/clinicians', 'list', { unattributed: 'clinicians are public' }),
];

/** What a run of the sample deployment set out to do. */
export const samplePlan: Plan = {
  schema: 1,
  run: 0x0badcafe,
  name: '1.5.0-20261122T130900Z',
  deployment: 'Acme Telehealth (staging)',
  url: 'http://127.0.0.1:4600',
  seed: 42,
  startedAt: Date.UTC(2026, 10, 22, 13, 9, 0),
  parts: ['sweep', 'properties', 'scenarios'],
  factors: {
    region: ['uk', 'ie'],
    call: ['audio', 'video', 'audio-then-video'],
    account: ['before', 'after'],
    session: ['before', 'after'],
    booking: ['before', 'after'],
  },
  strength: 3,
  cohortTuples: { covered: 118, total: 118 },
  update: { expected: true, name: 'babylon-2020' },
  surfaces: sampleSurfaces,
  lacks: {},
  accept: [],
};

function invariant(id: string, title: string, severity: InvariantInfo['severity'], help: string) {
  const references = ['CWE-639', 'OWASP API1:2023'];
  return { id, title, severity, references, help };
}

/** What the reports know of the invariants. */
export const sampleInvariants: readonly InvariantInfo[] = [
  invariant(
    'no-foreign-listing',
    'Nobody lists another’s consultations',
    'critical',
    'A list of an account’s own things held a row of somebody else’s. Look first at the query’s filter on the owner, then at caches between it and the answer.',
  ),
  invariant(
    'no-foreign-reading',
    'Nobody reads another’s consultation',
    'critical',
    'A thing was given to somebody whose it is not. Look first at the check of ownership where the id of the address is resolved.',
  ),
  invariant(
    'no-foreign-streaming',
    'Nobody streams another’s recording',
    'critical',
    'Media, a document or an export reached somebody whose it is not. Look first at signed addresses and the media server’s own check.',
  ),
  invariant(
    'no-foreign-credentials',
    'Nobody is handed another’s credentials',
    'critical',
    'An answer carried the session of another account.',
  ),
  invariant(
    'no-anonymous-access',
    'Nobody gets in without signing in',
    'critical',
    'Something came without a session.',
  ),
  invariant(
    'no-access-after-sign-out',
    'Signing out ends access',
    'high',
    'A session that had been signed out still worked.',
  ),
  invariant(
    'second-factor-required',
    'Nothing comes before the second factor',
    'high',
    'A password alone was enough.',
  ),
  invariant(
    'own-access',
    'Everybody lists and streams all of their own',
    'high',
    'An owner did not get what is theirs: lockout, or loss.',
  ),
];

import { parts } from '../../harness/domain/attempts/attempt.ts';
import { type InvariantId, invariantIds } from '../../harness/domain/verdict/invariant.ts';
import { sideFactors } from '../../harness/domain/phase.ts';
import type { Plan } from '../../harness/domain/plan.ts';
import type { RequestInfo, SurfaceInfo } from '../../harness/domain/surfaces/surface.ts';
import type { InvariantInfo } from '../../harness/domain/verdict/invariant.ts';

function surface(
  id: string,
  gives: SurfaceInfo['gives'],
  more: Partial<RequestInfo> = {},
): RequestInfo {
  const needs = [...id.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return { kind: 'request', id, gives, needs, imported: false, ...more };
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
  parts,
  factors: {
    region: ['uk', 'ie'],
    call: ['audio', 'video', 'audio-then-video'],
    ...sideFactors,
  },
  strength: 3,
  cohortTuples: { covered: 118, total: 118 },
  update: { expected: true, name: 'babylon-2020' },
  surfaces: sampleSurfaces,
  lacks: {},
  accept: [],
};

/** Title, severity and help of each invariant, in the manner of the real ones. */
const sampleWords: Readonly<
  Record<InvariantId, readonly [title: string, severity: InvariantInfo['severity'], help: string]>
> = {
  'undisturbed-view': [
    'What others do changes nothing of what an account is shown',
    'medium',
    'A number moved each time that another account created something. Look first at counts whose query has lost the owner.',
  ],
  'no-foreign-listing': [
    'Nobody lists another’s consultations',
    'critical',
    'A list of an account’s own things held a row of somebody else’s. Look first at the query’s filter on the owner, then at caches between it and the answer.',
  ],
  'no-foreign-reading': [
    'Nobody reads another’s consultation',
    'critical',
    'A thing was given to somebody whose it is not. Look first at the check of ownership where the id of the address is resolved.',
  ],
  'no-foreign-streaming': [
    'Nobody streams another’s recording',
    'critical',
    'Media, a document or an export reached somebody whose it is not. Look first at signed addresses and the media server’s own check.',
  ],
  'no-foreign-credentials': [
    'Nobody is handed another’s credentials',
    'critical',
    'An answer carried the session of another account.',
  ],
  'no-anonymous-access': [
    'Nobody gets in without signing in',
    'critical',
    'Something came without a session.',
  ],
  'no-access-after-sign-out': [
    'Signing out ends access',
    'high',
    'A session that had been signed out still worked.',
  ],
  'no-access-after-revocation': [
    'What has ended stays ended',
    'critical',
    'Something came to an account whose right to it had ended.',
  ],
  'second-factor-required': [
    'Nothing comes before the second factor',
    'high',
    'A password alone was enough.',
  ],
  'no-opened-access': [
    'No update opens what was closed',
    'high',
    'Accounts that were refused something before the update get it since. Look first at what the update changed in front of the route.',
  ],
  'no-tampering': [
    'Nobody changes what is another’s',
    'critical',
    'Somebody wrote to what is another’s, and its owner saw it change. Look first at the check of ownership where the id in the address is resolved.',
  ],
  'outbound-to-the-right-party': [
    'Third parties get one patient’s data, and the right ones do',
    'critical',
    'What the deployment sent to a third party held another patient’s data, or went to another one than was chosen. Look first at templates and batches, then at where the address comes from.',
  ],
  'private-responses-not-shared': [
    'No answer with somebody’s data lets shared caches keep it',
    'medium',
    'An answer with somebody’s data says that a cache may give it to whoever asks next.',
  ],
  'own-access': [
    'Everybody lists and streams all of their own',
    'high',
    'An owner did not get what is theirs: lockout, or loss.',
  ],
};

/** What the reports know of the invariants. */
export const sampleInvariants: readonly InvariantInfo[] = invariantIds.map((id) => {
  const [title, severity, help] = sampleWords[id];
  return { id, title, severity, help, references: ['CWE-639', 'OWASP API1:2023'] };
});

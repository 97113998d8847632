import { accountId } from '../../harness/domain/accounts/account.ts';
import type { Cohort } from '../../harness/domain/accounts/account.ts';
import type { Plan } from '../../harness/domain/plan.ts';
import type { Sighting } from '../../harness/domain/attempts/sighting.ts';
import type { SurfaceInfo } from '../../harness/domain/surfaces/surface.ts';

/** The surfaces of a clinic, as a plan describes them. */
export const surfaces: readonly SurfaceInfo[] = [
  surface('GET /api/consultations', 'list', 'consultation'),
  surface('GET /api/recordings', 'list', 'recording'),
  surface('GET /api/consultations/{consultation}', 'read'),
  surface('GET /api/recordings/{recording}', 'read'),
  surface('GET /api/recordings/{recording}/transcript', 'stream'),
  surface('GET /api/recordings/{recording}/media', 'stream'),
];

const cohorts: readonly Cohort[] = ['uk', 'ie'].flatMap((region) =>
  ['audio', 'video', 'audio-then-video'].flatMap((call) =>
    ['before', 'after'].map((account) => ({ region, call, account })),
  ),
);

/** Consultations of each patient. */
export const thingsEach = 2;
/** Fields in which a token was planted: an account's name, and the title of each of its things. */
export const [name, title] = [0, 1];
/** What the run of the benchmark set out to do. */
export const benchPlan: Plan = {
  schema: 1,
  run: 7,
  name: 'bench',
  deployment: 'Bench clinic',
  url: 'http://127.0.0.1:1',
  seed: 1,
  startedAt: Date.UTC(2026, 10, 22),
  parts: ['sweep'],
  factors: {
    region: ['uk', 'ie'],
    call: ['audio', 'video', 'audio-then-video'],
    account: ['before', 'after'],
  },
  strength: 3,
  cohortTuples: { covered: 12, total: 12 },
  update: { expected: true, name: 'bench-update' },
  surfaces,
  sharing: true,
  lacks: {},
  accept: [],
};

function surface(id: string, gives: SurfaceInfo['gives'], shows?: string): SurfaceInfo {
  const needs = [...id.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return {
    kind: 'request',
    id,
    gives,
    needs,
    imported: false,
    ...(shows === undefined ? {} : { shows }),
  };
}

export function cohortOf(number: number): Cohort {
  return cohorts[number % cohorts.length] ?? {};
}

export function idOf(account: number, thing: number, kind: string): string {
  return `${kind.slice(0, 3)}_${account}_${thing}_m2p8q7r6`;
}

export function idAt(account: number, thing: number, kind: string, where: string): Sighting {
  const owner = accountId(account);
  return {
    kind: 'id',
    account: owner,
    thing: `${owner}.${thing}`,
    name: kind,
    where,
    encoding: 'plain',
  };
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** A token of an account's, seen at a place. */
export function tokenAt(account: number, field: number, where: string): Sighting {
  return { kind: 'token', token: { run: benchPlan.run, account, field }, where, encoding: 'plain' };
}

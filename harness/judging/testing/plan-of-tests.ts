import type { Plan } from '../../domain/plan.ts';
import type { SurfaceInfo } from '../../domain/surfaces/surface.ts';

/** One surface of each kind. */
export const surfaces = {
  list: {
    kind: 'request',
    id: 'GET /visits',
    gives: 'list',
    needs: [],
    shows: 'visit',
    imported: false,
  },
  read: {
    kind: 'request',
    id: 'GET /visits/{visit}',
    gives: 'read',
    needs: ['visit'],
    imported: false,
  },
  stream: {
    kind: 'request',
    id: 'GET /films/{film}',
    gives: 'stream',
    needs: ['film'],
    imported: false,
  },
} as const satisfies Record<string, SurfaceInfo>;

/** The plan of the runs in tests. */
export const plan: Plan = {
  schema: 1,
  run: 77,
  name: 'test-run',
  deployment: 'Test clinic',
  url: 'http://127.0.0.1:1',
  seed: 42,
  startedAt: Date.UTC(2026, 0, 1),
  parts: ['sweep'],
  factors: { region: ['uk', 'ie'], account: ['before', 'after'] },
  strength: 2,
  cohortTuples: { covered: 4, total: 4 },
  update: { expected: true, name: 'test-update' },
  surfaces: Object.values(surfaces),
  lacks: {},
  accept: [],
};

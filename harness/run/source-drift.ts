import { now } from '../domain/clock.ts';
import type { SurfaceSource } from '../deployment/surfaces/surface.ts';
import { createHttp } from '../exercise/http/http-session.ts';
import type { InRun, Lifetime } from '../exercise/worker/worker.ts';

/** Most surfaces that are recorded as new. */
const most = 1000;

/**
 * Reads again what the surfaces follow from, and records those that the plan does not have: the update brought them, and
 * nobody tried them. If it cannot be read, that is recorded. Never rejects.
 */
export async function recordSourceDrift(worker: InRun & Pick<Lifetime, 'record'>): Promise<void> {
  const { definition, plan, phase, signal } = worker;
  const sources = definition.surfaces.filter((one) => 'source' in one);
  if (sources.length === 0 || signal.aborted) return;
  const known = new Set([...plan.surfaces, ...(plan.unreached ?? [])].map(({ id }) => id));
  const http = createHttp(definition, signal);
  try {
    for (const one of sources) {
      const about = { type: 'fact', fact: 'source-read', at: now(), phase } as const;
      try {
        const ids = idsOf(one, await one.read({ http }));
        const added = ids.filter((id) => !known.has(id)).slice(0, most);
        worker.record({ ...about, source: one.source, why: null, added });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        worker.record({ ...about, source: one.source, why, added: [] });
      }
    }
  } finally {
    await http.close();
  }
}

function idsOf({ surfaces }: SurfaceSource, read: unknown): string[] {
  return surfaces(read).flatMap((one) => ('path' in one ? [one.id] : []));
}

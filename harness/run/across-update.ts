import { now } from '../domain/clock.ts';
import { listenable } from '../deployment/surfaces/surface.ts';
import { acrossUpdate, noOldSession } from '../domain/surfaces/variant.ts';
import type { ConnectionAcross } from '../exercise/listening/across-update.ts';
import type { InRun, Lifetime, Trying } from '../exercise/worker/worker.ts';

/**
 * Records what came over connections that were opened before the update, and how many there were, for the coverage.
 * `connections` null: the update happened between two commands, which no connection outlives.
 */
export async function recordConnectionsAcross(
  worker: InRun & Pick<Trying, 'recordAcross'> & Pick<Lifetime, 'record'>,
  connections: readonly ConnectionAcross[] | null,
): Promise<void> {
  const attempts = await worker.recordAcross(connections ?? []);
  worker.record({
    type: 'fact',
    fact: 'probed',
    at: now(),
    phase: worker.phase,
    probe: acrossUpdate,
    title: 'What comes over connections that were open before the update',
    planned: attempts.length,
    cut: 0,
    why: attempts.length > 0 ? null : whyNone(worker, connections),
  });
}

function whyNone(
  { definition }: Pick<InRun, 'definition'>,
  connections: readonly ConnectionAcross[] | null,
): string {
  if (listenable(definition.surfaces).length === 0) return 'it needs a surface that is listened to';
  if (connections === null)
    return 'it needs an update that happens during the command (--update-command)';
  return connections.length === 0 ? noOldSession : 'the update ended each of them';
}

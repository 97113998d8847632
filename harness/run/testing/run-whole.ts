import { fewProbes } from '../../exercise/probes/few-probes.test-support.ts';
import { readFile } from 'node:fs/promises';
import { expect, vi } from 'vitest';
import { faultsOfVerdict } from '../../../reports/testing/valid-verdict.ts';
import type { Definition } from '../../deployment/definition.ts';
import { closeAcross } from '../../exercise/listening/across-update.ts';
import type { ConnectionAcross } from '../../exercise/listening/across-update.ts';
import type { SavedWorker } from '../../exercise/seed/saved-worker.ts';
import { afterUpdate } from '../after-update.ts';
import { beforeUpdate } from '../before-update.ts';
import { conclude } from '../conclude.ts';
import type { Conclusion } from '../conclude.ts';
import { newRun } from '../folder/new-run.ts';
import { runPaths } from '../folder/run-folder.ts';
import { emptyFolder } from './work-folder.ts';

/**
 * Does a whole run of the sweep in this process, before and after an update, and judges it.
 * @param accounts most patients. Default: 6; undefined: as many as the run needs
 */
export async function runWhole(
  definition: Definition & { url: string },
  update: () => void,
  { accounts }: { accounts: number | undefined } = { accounts: 6 },
): Promise<Conclusion> {
  const out = await emptyFolder();
  const options = {
    only: ['sweep'],
    out,
    confirmed: true,
    seed: 7,
    strength: 2,
    ...(accounts === undefined ? {} : { accounts }),
  } as const;
  const run = await newRun(definition, options, { expected: true, name: 'next' }, '1');
  const { signal } = new AbortController();
  const probes = fewProbes(definition);
  let handOver: SavedWorker = { accounts: [], sessions: [], things: [], shares: [] };
  // The hand-over goes through JSON, as it does between the two halves of a run.
  const keep = async (held: SavedWorker) => void (handOver = JSON.parse(JSON.stringify(held)));
  // The tests show no progress.
  const progress = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  let open: readonly ConnectionAcross[] = [];
  try {
    open = await beforeUpdate(definition, run, {
      signal,
      keep,
      staysOpen: true,
      until: Infinity,
      probes,
    });
    update();
    await afterUpdate(definition, run, handOver, {
      environment: {},
      signal,
      keep,
      open,
      until: Infinity,
      probes,
    });
  } finally {
    await closeAcross(open);
    progress.mockRestore();
  }
  const conclusion = await conclude(run.folder, run.sealKey);
  const written: unknown = JSON.parse(await readFile(runPaths(run.folder).verdict, 'utf8'));
  expect(faultsOfVerdict(written)).toEqual([]);
  return conclusion;
}

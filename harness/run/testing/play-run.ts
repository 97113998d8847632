import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { vi } from 'vitest';
import { collectHistory } from '../../domain/history.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { HandOver } from '../../exercise/worker-types.ts';
import { judgeRun } from '../../invariants/judge.ts';
import type { Judged } from '../../invariants/judge.ts';
import { afterUpdate } from '../after-update.ts';
import { beforeUpdate } from '../before-update.ts';
import { newRun } from '../new-run.ts';
import { historyFiles } from '../run-folder.ts';
import { emptyFolder } from './work-folder.ts';

/** Seeds, sweeps, updates and sweeps again, and judges it: a whole run of the sweep, without reports. */
export async function playRun(
  definition: Definition & { url: string },
  update: () => void,
): Promise<Judged> {
  const quiet = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    const options = {
      only: ['sweep'],
      out: await emptyFolder(),
      seed: 7,
      confirmed: true,
    } as const;
    const run = await newRun(definition, options, { expected: true, name: 'test' }, '1');
    const { signal } = new AbortController();
    let held: HandOver = { accounts: [], sessions: [], things: [] };
    const keep = async (handOver: HandOver) => {
      // As if read from a file.
      held = JSON.parse(JSON.stringify(handOver)) as HandOver;
    };
    await beforeUpdate(definition, run, { signal, keep });
    update();
    await afterUpdate(definition, run, held, { environment: {}, signal, keep });
    const files = await historyFiles(run.folder);
    const lines = (path: string) => createInterface({ input: createReadStream(path) });
    const history = await collectHistory(
      files.map(({ name, path }) => ({
        name,
        lines: {
          async *[Symbol.asyncIterator]() {
            yield* lines(path);
          },
        },
      })),
      run.plan.parts,
    );
    return judgeRun({ plan: run.plan, history });
  } finally {
    quiet.mockRestore();
  }
}

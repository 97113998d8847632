import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Definition } from '../../deployment/definition.ts';
import { UsageError } from '../../domain/errors.ts';
import { parseRecord } from '../../domain/history/parse-record.ts';
import type { Plan } from '../../domain/plan.ts';
import type { SavedWorker } from '../../exercise/seed/saved-worker.ts';
import { secretsFolder } from './journal-of-run.ts';
import { linesOf } from './lines-of.ts';
import type { Run } from './new-run.ts';
import { findRunFolder, readPlan, runPaths } from './run-folder.ts';
import { recallSecrets, sealKeyOf } from './secrets-of-run.ts';

/** A run that `seed` began, with what it handed over. */
export type Resumed = {
  run: Run;
  handOver: SavedWorker;
  /** Verifying began before and was cut short: its process was killed. What was recorded can be judged, and no more. */
  wasCut: boolean;
};

/** Resumes a run that `seed` began. Rejects with a UsageError when there is no such run, or it cannot be resumed. */
export async function resumeRun(given: string, definition: Definition): Promise<Resumed> {
  const folder = await findRunFolder(given);
  const plan = await readPlan(folder);
  assertSameDeployment(plan, definition);
  assertSameName(plan, definition);
  assertLater(plan);
  const [before, after] = await Promise.all([
    endOf(folder, 'sweep-before'),
    endOf(folder, 'sweep-after'),
  ]);
  if (after === 'closed') {
    throw new UsageError(
      `The run ${plan.name} has been verified already.`,
      `Its verdict is in ${runPaths(folder).report} (\`chaperone judge\` judges it again); for another update run \`chaperone seed\` first.`,
    );
  }
  if (before !== 'closed') {
    throw new UsageError(
      `Seeding the run ${plan.name} did not come to its end, so there is nothing whole to compare with.`,
      `Remove what it left with \`chaperone clean ${folder}\`, and run \`chaperone seed\` again.`,
    );
  }
  const secrets = await recallSecrets(folder);
  const { cohorts, idKey, handOver } = secrets;
  const about = { folder, plan, secrets: secretsFolder(folder) };
  const run = { ...about, cohorts, idKey, sealKey: sealKeyOf(secrets) };
  return { run, handOver, wasCut: after === 'cut' };
}

/** How a worker's history file ends; `missing`: the worker was never opened. */
async function endOf(folder: string, worker: string): Promise<'closed' | 'cut' | 'missing'> {
  const file = join(runPaths(folder).history, `${worker}.ndjson`);
  if (!existsSync(file)) return 'missing';
  let last = '';
  for await (const lines of linesOf(file)) last = lines.findLast((line) => line !== '') ?? last;
  const parsed = parseRecord(last);
  return 'record' in parsed && parsed.record.type === 'closed' ? 'closed' : 'cut';
}

/** Clocks of two machines (two jobs of a pipeline) may differ by so much, in milliseconds. */
const tolerance = 5 * 60_000;

/** Throws where the run began in the future: what has ended by now could not be told. */
function assertLater({ name, startedAt }: Plan): void {
  const now = Date.now();
  if (now + tolerance >= startedAt) return;
  throw new UsageError(
    `The run ${name} was seeded at ${new Date(startedAt).toISOString()}, and here it is ${new Date(now).toISOString()}.`,
    'One of the two clocks is wrong: set this machine’s, and verify again; nothing of the run is lost.',
  );
}

/** Two definitions may describe the same address (the patients' and the clinicians' app), but a run belongs to one. */
function assertSameName({ name, deployment }: Plan, definition: Definition): void {
  if (definition.name === deployment) return;
  throw new UsageError(
    `The run ${name} was seeded for ${deployment}, and the definition is that of ${definition.name}.`,
    'Choose the definition that it was seeded with by --config, or seed a new run.',
  );
}

/** Throws for the definition of another deployment. Credentials go only to the deployment that they came from. */
export function assertSameDeployment({ name, url }: Plan, definition: Definition): void {
  if (definition.url !== undefined && new URL(definition.url).origin === new URL(url).origin)
    return;
  throw new UsageError(
    `The run ${name} was seeded on ${url}, and the definition is that of ${definition.url ?? definition.name}.`,
    'Choose the definition of that deployment with --config, or seed a new run.',
  );
}

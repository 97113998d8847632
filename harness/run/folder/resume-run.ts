import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Definition } from '../../deployment/definition.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan.ts';
import type { SavedWorker } from '../../exercise/seed/saved-worker.ts';
import type { Run } from './new-run.ts';
import { findRunFolder, readPlan, runPaths } from './run-folder.ts';
import { recallSecrets, sealKeyOf } from './secrets-of-run.ts';

/** Resumes a run that `seed` began. Rejects with a UsageError when there is no such run, or it cannot be resumed. */
export async function resumeRun(
  given: string,
  definition: Definition,
): Promise<{ run: Run; handOver: SavedWorker }> {
  const folder = await findRunFolder(given);
  const plan = await readPlan(folder);
  assertSameDeployment(plan, definition);
  assertSameName(plan, definition);
  if (existsSync(join(runPaths(folder).history, 'sweep-after.ndjson'))) {
    throw new UsageError(
      `The run ${plan.name} has been verified already.`,
      `Its verdict is in ${runPaths(folder).report} (\`chaperone judge\` judges it again); for another update run \`chaperone seed\` first.`,
    );
  }
  const secrets = await recallSecrets(folder);
  const { cohorts, idKey, handOver } = secrets;
  return { run: { folder, plan, cohorts, idKey, sealKey: sealKeyOf(secrets) }, handOver };
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

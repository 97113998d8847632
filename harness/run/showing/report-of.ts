import { existsSync } from 'node:fs';
import { UsageError } from '../../domain/errors.ts';
import { findRunFolder, runPaths } from '../folder/run-folder.ts';

/**
 * The file of a run's report: of its id, its folder, or `latest`.
 *
 * @throws UsageError where there is no such run, or it has no report.
 */
export async function reportOf(nameOrPath: string): Promise<string> {
  const folder = await findRunFolder(nameOrPath);
  const { report } = runPaths(folder);
  if (existsSync(report)) return report;
  throw new UsageError(
    `${folder} has no report: the run has not been judged, or was only seeded.`,
    `Judge it with \`chaperone judge ${folder}\`, or go on with it: \`chaperone verify --run ${folder}\`.`,
  );
}

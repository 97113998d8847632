import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Baseline } from '../../domain/verdict/baseline.ts';
import { UsageError } from '../../domain/errors.ts';
import { judgeFolder } from '../conclude.ts';
import { readPlan } from '../folder/run-folder.ts';
import { writeOneFile } from '../write-one-file.ts';
import { baselineOf, baselineText } from './baseline-text.ts';
import { parseBaseline } from './read-baseline.ts';

/**
 * Judges a run again from its files, and writes what it saw into a baseline file, whole or not at all. A file that is
 * there is replaced only if it is a baseline of the same deployment.
 * @param sealKey see `conclude`
 * @throws UsageError where the history is damaged, or the file is something else.
 */
export async function writeBaseline(
  folder: string,
  file: string,
  sealKey: string | null,
): Promise<Baseline> {
  const plan = await readPlan(folder);
  const { judged, defects } = await judgeFolder(folder, sealKey);
  const [defect] = defects;
  if (defect !== undefined)
    throw new UsageError(
      `The history of ${folder} is damaged, or half there: ${defect}.`,
      'Make the baseline of a run that went to its end.',
    );
  const baseline = baselineOf(plan, judged);
  const there = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new UsageError(
      `${file} is there, and could not be read (${error.code}).`,
      'Name another file with --out.',
      { cause: error },
    );
  });
  if (there !== null) assertReplaceable(there, file, baseline);
  await writeOneFile(resolve(file), baselineText(baseline), 'write the baseline again');
  return baseline;
}

function assertReplaceable(text: string, file: string, { deployment }: Baseline): void {
  let other: string;
  try {
    other = parseBaseline(text, file).deployment;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      `${error.message} It was left as it is.`,
      'Move it away, or name another file with --out.',
      { cause: error },
    );
  }
  if (other !== deployment)
    throw new UsageError(
      `${file} is the baseline of another deployment: of ${other}, and the run is of ${deployment}.`,
      'Name another file with --out: each definition has a baseline of its own.',
    );
}

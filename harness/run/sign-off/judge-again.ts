import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reportFiles } from '../../../reports/index.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Verdict } from '../../domain/verdict/verdict.ts';
import type { SignedFile } from '../../signing/statement.ts';
import { judgeFolder } from '../conclude.ts';
import { runPaths } from '../folder/run-folder.ts';
import { differencesOf, filesOfRun } from './files-of-run.ts';

/** A run that was judged again from its files. */
export type JudgedAgain = {
  plan: Plan;
  verdict: Verdict;
  files: readonly SignedFile[];
  /** What does not fit together, in words. None: verdict and reports are those of this history. */
  unfit: readonly string[];
};

/**
 * Judges a run again from its files, and compares verdict and reports that lie there with what it comes to. Writes
 * nothing.
 * @param sealKey see `conclude`
 * @throws UsageError where it has not been judged, or changes meanwhile.
 */
export async function judgeAgain(folder: string, sealKey: string | null): Promise<JudgedAgain> {
  const before = await filesOfRun(folder);
  if (!before.some(({ name }) => name === 'verdict.json'))
    throw new UsageError(
      `${folder} holds no verdict.json: the run has not been judged, or is half there.`,
      'Judge it with `chaperone judge`, look at its report, and sign it off then.',
    );
  const { input, defects } = await judgeFolder(folder, sealKey);
  const { shown, files: written } = reportFiles(input);
  // A process that was killed leaves other defects; this one means that somebody wrote into the history.
  const unfit = defects.filter((defect) => defect.includes('was changed since it was written'));
  for (const { path, content } of written) {
    const there = await readFile(join(folder, path)).catch(() => null);
    if (there?.equals(Buffer.from(content)) === true) continue;
    unfit.push(
      there === null
        ? `${path} is missing`
        : path === 'verdict.json'
          ? `verdict.json is not what the history comes to (${shown.verdict.verdict}): one of the two was changed since, or another version of Chaperone judged it`
          : `${path} is not what the verdict says: it was changed, or another version of Chaperone wrote it`,
    );
  }
  const files = await filesOfRun(folder);
  const { changed, missing, added } = differencesOf(before, files);
  if (changed.length + missing.length + added.length > 0)
    throw new UsageError(
      `${runPaths(folder).plan} and the files beside it are being changed.`,
      'Wait until the run has ended, then sign it off.',
    );
  return { plan: shown.plan, verdict: shown.verdict, files, unfit };
}

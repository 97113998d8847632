import { readFile } from 'node:fs/promises';
import { UsageError } from '../../domain/errors.ts';
import { verdictSchema } from '../../domain/verdict/verdict.ts';
import { readPlan, runPaths } from '../folder/run-folder.ts';
import type { JudgedRunWithFolder } from './changes-since.ts';
import { assertPlainFile } from './plain-file.ts';

/** Reads plan and verdict of a run as they lie in its folder; nothing is judged again. Rejects with a UsageError. */
export async function readJudgedRun(folder: string): Promise<JudgedRunWithFolder> {
  const plan = await readPlan(folder);
  const path = runPaths(folder).verdict;
  await assertPlainFile(path);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null)
    throw new UsageError(
      `${path} could not be read: the run has not been judged, or is half there.`,
      'Judge it with `chaperone judge`.',
    );
  const read = verdictSchema.safeParse(parse(text));
  if (!read.success)
    throw new UsageError(
      `${path} is damaged, or was written by another version of Chaperone.`,
      '`chaperone judge` judges the run again and writes it anew.',
    );
  return { folder, plan, verdict: read.data };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { earlierRunsSchema, type EarlierTold } from '../../domain/verdict/earlier-runs.ts';
import { changesSince, type JudgedRun } from '../comparing/changes-since.ts';

/** The file in a run's folder that tells of the runs before it. */
export const earlierName = 'earlier.json';

/** Reads it. Undefined: nobody noted it. Null: it is damaged, or of another version. */
export async function readEarlierRuns(
  folder: string,
  judged: JudgedRun,
): Promise<EarlierTold | null | undefined> {
  const text = await readFile(join(folder, earlierName), 'utf8').catch(
    (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? undefined : ''),
  );
  if (text === undefined) return undefined;
  const read = earlierRunsSchema.safeParse(parse(text));
  if (!read.success) return null;
  const { signedOff } = read.data;
  return {
    ...read.data,
    changes: signedOff === null ? null : changesSince(signedOff.seen, judged, null),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

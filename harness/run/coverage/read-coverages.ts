import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import { compareText } from '../../domain/in-order.ts';
import { type RunCoverage, runCoverageSchema } from '../../domain/verdict/run-coverage.ts';

/** The file in a run's folder: it is all that is read, so that it alone can be kept as an artefact. */
const fileName = 'coverage.json';

/** Which runs are added up. */
export type RunChoice = {
  /** At most so many, the latest. */
  last: number;
  /** The beginning of their release. Default: any release. */
  line?: string;
};

/**
 * Reads coverage.json of runs, however deep they lie in these folders, and chooses among them. A run that lies there
 * twice counts once. Rejects with a UsageError where there is none, one is damaged, or they are of several deployments.
 */
export async function readCoverages(
  folders: readonly string[],
  { last, line }: RunChoice,
): Promise<RunCoverage[]> {
  const paths = (await Promise.all(folders.map(pathsIn))).flat();
  const read = await Promise.all(paths.map(readOne));
  const byRun = new Map(read.map((one) => [one.run, one]));
  const all = [...byRun.values()].sort(
    (a, b) => compareText(a.startedAt, b.startedAt) || compareText(a.run, b.run),
  );
  if (all.length === 0)
    throw new UsageError(
      `There is no ${fileName} in ${folders.join(', ')}.`,
      'Name folders of runs (`chaperone judge` writes it for an earlier one), or of artefacts that hold it.',
    );
  const chosen = all.filter(
    ({ release }) => line === undefined || release?.startsWith(line) === true,
  );
  if (chosen.length === 0)
    throw new UsageError(
      `None of the ${all.length} runs there is of a release that begins with ${line}.`,
      `There are ${[...new Set(all.map(({ release }) => release ?? 'unknown'))].slice(-5).join(', ')}: name one of them with --line, or leave it out.`,
    );
  const deployments = [...new Set(chosen.map(({ deployment }) => deployment))];
  if (deployments.length > 1)
    throw new UsageError(
      `The runs there are of ${deployments.length} deployments: ${deployments.slice(0, 5).join(', ')}.`,
      'Name folders that hold runs of one of them only.',
    );
  return chosen.slice(-last);
}

async function pathsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new UsageError(
        `The folder ${folder} could not be read (${error.code}).`,
        'Name a folder that holds runs, e.g. reports/runs.',
        { cause: error },
      );
    },
  );
  return entries
    .filter((entry) => entry.isFile() && entry.name === fileName)
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort(compareText);
}

async function readOne(path: string): Promise<RunCoverage> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const read = runCoverageSchema.safeParse(parse(text));
  if (read.success) return read.data;
  throw new UsageError(
    `${path} is damaged, or was written by another version of Chaperone.`,
    '`chaperone judge` writes it anew from the run\u2019s history; or take it away.',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

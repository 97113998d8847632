import { existsSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EarlierRuns } from '../../domain/verdict/earlier-runs.ts';
import type { Plan } from '../../domain/plan.ts';
import { type FoundRun, latestFirst, runsIn } from '../comparing/runs-in.ts';
import { defaultOut } from '../folder/run-folder.ts';
import { signOffName } from '../sign-off/files-of-run.ts';
import { writeOneFile } from '../write-one-file.ts';
import { type ReadRun, readEarlierRun } from './earlier-run.ts';
import { earlierName } from './read-earlier-runs.ts';

/** How many of the last runs are told. */
const most = 10;

/**
 * Writes into a run's folder what is to be told of the runs beside it. A file that is there stays as it is, so that
 * judging again gives the same reports.
 * @throws UsageError where it cannot be written; never because of what lies in another run's folder.
 */
export async function noteEarlierRuns(folder: string, plan: Plan): Promise<void> {
  const file = join(folder, earlierName);
  if (existsSync(file)) return;
  const earlier = await earlierRuns(dirname(folder), plan);
  await writeOneFile(file, `${JSON.stringify(earlier, null, 2)}\n`, 'verify again');
}

/** What lies in a folder of runs, of the same deployment as this run, and began before it. */
async function earlierRuns(out: string, plan: Plan): Promise<EarlierRuns> {
  const { found, leftOut } = await runsIn(out);
  const notRead = leftOut.map(({ name }) => name);
  const before = found
    .filter(
      (one) =>
        one.plan.deployment === plan.deployment &&
        one.plan.name !== plan.name &&
        one.plan.startedAt < plan.startedAt,
    )
    .sort(latestFirst);
  const read = async ({ folder, name }: FoundRun): Promise<ReadRun | null> => {
    try {
      return await readEarlierRun(folder);
    } catch {
      // Whatever another run's folder holds, this run has ended and is to be reported.
      notRead.push(name);
      return null;
    }
  };
  const last: ReadRun[] = [];
  let signedOff: ReadRun | null = null;
  for (const one of before) {
    if (last.length === most && (signedOff !== null || !(await hasSignOff(one.folder)))) continue;
    const told = await read(one);
    if (told === null) continue;
    if (last.length < most) last.push(told);
    if (signedOff === null && isSignedOff(told)) signedOff = told;
  }
  return {
    schema: 1,
    folder: plan.out ?? defaultOut,
    runs: last.map(({ run }) => run).toReversed(),
    signedOff,
    leftOut: notRead.map((name) => name.slice(0, 200)),
  };
}

async function hasSignOff(folder: string): Promise<boolean> {
  const found = await lstat(join(folder, signOffName)).catch(() => null);
  return found !== null;
}

function isSignedOff({ run: { signOff } }: ReadRun): boolean {
  return signOff.state === 'unchecked' && !signOff.despite;
}

import { resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import type { SigningKey } from '../../signing/signing-key.ts';
import { findSignOff } from './find-sign-off.ts';
import { readJudgedRun } from './read-judged-run.ts';
import { type SignOffFound, type Trend, trendOf } from './trend.ts';
import type { JudgedRunWithFolder } from './changes-since.ts';
import { latestFirst, orWhy, runsIn } from './runs-in.ts';

/**
 * Reads the last runs in a folder of runs, of the deployment that the latest of them is of. What is half there is left
 * out by name, and counts for none of them.
 * @param key of whoever may sign; null: sign-offs are not checked
 * @throws UsageError where there is no judged run.
 */
export async function readLastRuns(
  out: string,
  last: number,
  key: SigningKey | null,
): Promise<Trend> {
  const { found, leftOut } = await runsIn(out);
  const runs: (JudgedRunWithFolder & { signOff: SignOffFound })[] = [];
  for (const { folder, name, plan } of found.toSorted(latestFirst)) {
    if (runs.length === last) break;
    const judged = await orWhy(readJudgedRun(folder));
    if ('why' in judged) {
      leftOut.push({ name, why: judged.why });
      continue;
    }
    const { deployment } = runs[0]?.plan ?? plan;
    if (plan.deployment !== deployment) {
      leftOut.push({ name, why: `It is of another deployment, ${plan.deployment}.` });
      continue;
    }
    const signOff = await findSignOff(folder, judged.verdict.release, key);
    runs.push({ ...judged, signOff });
  }
  if (runs.length === 0)
    throw new UsageError(
      `${resolve(out)} holds no run that has been judged.${leftOut.map(({ name, why }) => ` ${name}: ${why}`).join('')}`,
      'Name the folder of the runs with --out; `chaperone judge` judges a run.',
    );
  return trendOf(runs, leftOut, Date.now());
}

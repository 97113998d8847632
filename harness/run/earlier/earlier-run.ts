import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Seen, seenSchema } from '../../domain/verdict/changes.ts';
import { type EarlierRun, earlierRunSchema } from '../../domain/verdict/earlier-runs.ts';
import { sha256 } from '../../signing/canonical-json.ts';
import { claimedSignOff } from '../../signing/claimed-sign-off.ts';
import { narrowedBy } from '../../signing/narrowed.ts';
import type { SignOff } from '../../signing/statement.ts';
import { type JudgedRun, seenBy } from '../comparing/changes-since.ts';
import { assertPlainFile } from '../comparing/plain-file.ts';
import { readJudgedRun } from '../comparing/read-judged-run.ts';
import { runPaths } from '../folder/run-folder.ts';
import { signOffName } from '../sign-off/files-of-run.ts';

/** An earlier run, and what a later one is compared with. */
export type ReadRun = { run: EarlierRun; seen: Seen };

/** Reads a judged run from plan, verdict and sign-off alone. Rejects where anything of it is not as it should be. */
export async function readEarlierRun(folder: string): Promise<ReadRun> {
  const judged = await readJudgedRun(folder);
  const { plan, verdict } = judged;
  const { surfaces, unreachedSurfaces, attempts, cohortPairs } = verdict.coverage;
  const seen = seenSchema.parse(seenBy(judged));
  const run = earlierRunSchema.parse({
    name: plan.name,
    release: verdict.release,
    releaseBefore: verdict.releaseBefore,
    endedAt: new Date(plan.startedAt + verdict.durationMs).toISOString(),
    verdict: verdict.verdict,
    scope: verdict.scope,
    narrowed: narrowedBy(plan).length > 0,
    violations: seen.faults.filter(({ accepted }) => !accepted).length,
    reasons: verdict.reasons.length,
    attempts,
    surfaces: { covered: surfaces - unreachedSurfaces.length, total: surfaces },
    pairs: cohortPairs,
    signOff: await signOffBeside(folder, judged),
  });
  return { run, seen };
}

/** What is told of the sign-off beside a run. Its key is not at hand where a later run ends. */
async function signOffBeside(folder: string, judged: JudgedRun): Promise<EarlierRun['signOff']> {
  const path = join(folder, signOffName);
  const claimed = await claimedIn(path);
  if (claimed === 'none') return { state: 'none' };
  if (claimed === null || !(await fits(folder, judged, claimed))) return { state: 'bad' };
  const { by, signedAt, despite, subjects } = claimed;
  return { state: 'unchecked', by, signedAt, despite: despite !== null, subjects: [...subjects] };
}

async function claimedIn(path: string): Promise<SignOff | 'none' | null> {
  try {
    await assertPlainFile(path);
    return claimedSignOff(await readFile(path, 'utf8'), path);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'none' : null;
  }
}

/** Whether a statement is about this run, and names plan and verdict as they lie there. The rest is for the check. */
async function fits(
  folder: string,
  { plan, verdict }: JudgedRun,
  { run, despite, files }: SignOff,
): Promise<boolean> {
  if (run.name !== plan.name || run.deployment !== verdict.deployment) return false;
  if (despite === null && verdict.verdict !== 'holds') return false;
  const paths = runPaths(folder);
  for (const [name, path] of [
    ['plan.json', paths.plan],
    ['verdict.json', paths.verdict],
  ] as const) {
    const digest = sha256(await readFile(path, 'utf8'));
    if (files.find((file) => file.name === name)?.sha256 !== digest) return false;
  }
  return true;
}

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import { exitCodes, type Verdict } from '../../domain/verdict/verdict.ts';
import { writeEnvelope } from '../../signing/envelope.ts';
import { narrowedBy } from '../../signing/narrowed.ts';
import { signOffOf } from '../../signing/sign-off.ts';
import type { SigningKey } from '../../signing/signing-key.ts';
import { type SignOff, writeStatement } from '../../signing/statement.ts';
import type { Subject } from '../../signing/subject.ts';
import { runPaths } from '../folder/run-folder.ts';
import { recallSecrets, sealKeyOf } from '../folder/secrets-of-run.ts';
import { chaperoneVersion } from '../version.ts';
import { writeOneFile } from '../write-one-file.ts';
import { signOffName } from './files-of-run.ts';
import { judgeAgain } from './judge-again.ts';

/** What a sign-off is asked for with. */
export type SigningRequest = {
  by: string;
  subjects: readonly Subject[];
  key: SigningKey;
  /** Default: `sign-off.dsse.json` in the run's folder. */
  out?: string;
  /** Why it is to be signed although something speaks against it. */
  despite?: string;
};

/** A sign-off that was written, or why it was not. */
export type Signing =
  | { file: string; signOff: SignOff }
  | {
      refused: readonly string[];
      /** `--despite` would sign it all the same. */
      isOverridable: boolean;
      exitCode: number;
    };

/**
 * Signs a run off: judges it again, and signs what lies there where that fits, holds, and was not narrowed. The only
 * thing that it writes is the statement.
 * @param folder of the run
 * @throws UsageError, as where a sign-off is there already or cannot be written.
 */
export async function signRun(folder: string, request: SigningRequest): Promise<Signing> {
  const file = resolve(request.out ?? join(folder, signOffName));
  if (existsSync(file))
    throw new UsageError(
      `${file} is there already.`,
      'Name another file with --out, or move that one away: a sign-off is not written over.',
    );
  const sealKey = await sealKeyIfThere(folder);
  const { plan, verdict, files, unfit } = await judgeAgain(folder, sealKey);
  if (unfit.length > 0)
    return { refused: unfit, isOverridable: false, exitCode: exitCodes.violated };
  const narrowed = narrowedBy(plan);
  const against = [
    ...verdictAgainst(verdict),
    ...narrowed.map((how) => `the run was narrowed: ${how}`),
  ];
  if (against.length > 0 && request.despite === undefined) {
    const exitCode = verdict.verdict === 'holds' ? 2 : exitCodes[verdict.verdict];
    return { refused: against, isOverridable: true, exitCode };
  }
  const at = Date.now();
  const end = plan.startedAt + verdict.durationMs;
  if (at < end)
    throw new UsageError(
      `The run ended at ${new Date(end).toISOString()}, and here it is ${new Date(at).toISOString()}.`,
      'One of the two clocks is wrong: set this machine\u2019s.',
    );
  const despite = against.length === 0 ? null : { reason: request.despite ?? '', against };
  const { by, subjects, key } = request;
  const signOff = signOffOf(
    { plan, verdict, files },
    { by, subjects, despite, at, version: chaperoneVersion(), sealsChecked: sealKey !== null },
  );
  await writeOneFile(file, writeEnvelope(writeStatement(signOff), key), 'sign off again');
  return { file, signOff };
}

/** Secrets that are there and do not open are an error: nobody signs past seals that could be checked. */
async function sealKeyIfThere(folder: string): Promise<string | null> {
  if (!existsSync(runPaths(folder).secrets)) return null;
  return sealKeyOf(await recallSecrets(folder));
}

function verdictAgainst({ verdict, violations, reasons }: Verdict): string[] {
  if (verdict === 'holds') return [];
  const [first = ''] = reasons;
  return [
    verdict === 'violated'
      ? `the verdict is violated, by ${violations.length} violations`
      : `the verdict is inconclusive: ${first}${reasons.length > 1 ? ` (and ${reasons.length - 1} more reasons)` : ''}`,
  ];
}

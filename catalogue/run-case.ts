import { fileURLToPath } from 'node:url';
import { readHistory } from '../harness/run/conclude.ts';
import { temporaryFolder } from '../harness/run/folder/temporary-folder.ts';
import { verify } from '../harness/run/verify.ts';
import type { Asked, Ended } from './case.ts';
import { evidenceOf } from './evidence-of.ts';

const config = fileURLToPath(new URL('clinic-in-process.config.ts', import.meta.url));

/** Verifies a fresh clinic through an update, as `chaperone verify` does, and looks at what shows its faults. */
export async function runCase(asked: Asked): Promise<Ended> {
  const folder = temporaryFolder('catalogue');
  const began = Date.now();
  try {
    const { update, seed, thorough, parts: only, accounts } = asked;
    const few = accounts === undefined ? {} : ({ accounts, strength: 2 } as const);
    const options = { config, update, seed, thorough, only, out: folder.path, ...few } as const;
    const concluded = await verify(
      { ...options, baseline: false, confirmed: false, plantedLeaks: asked.planted ?? false },
      new AbortController().signal,
    );
    const { verdict, errors, setting, leases } = concluded;
    leases.release();
    await setting.embedded?.stop();
    if (errors[0] !== undefined) throw errors[0];
    const seconds = (Date.now() - began) / 1000;
    const [cause] = verdict.causes;
    return {
      asked,
      verdict: verdict.verdict,
      reasons: verdict.reasons,
      ...evidenceOf(await readHistory(concluded.folder)),
      headline:
        cause === undefined
          ? null
          : {
              title: cause.title,
              viewers: cause.cohort,
              owners: cause.owners ?? {},
              invariants: cause.invariants,
            },
      attempts: verdict.coverage.attempts,
      seconds,
    };
  } catch (error) {
    return {
      asked,
      failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  } finally {
    folder.remove();
  }
}

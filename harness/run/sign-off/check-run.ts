import { acceptDigest } from '../../signing/sign-off.ts';
import type { SignOff } from '../../signing/statement.ts';
import { readPlan } from '../folder/run-folder.ts';
import { differencesOf, filesOfRun } from './files-of-run.ts';

/** How a run's folder compares with what was signed of it: what does not fit, and what is only worth a word. */
export type CheckedRun = { faults: readonly string[]; notes: readonly string[] };

/** Compares the files of a run with what was signed. Rejects with a UsageError where the folder is no run's. */
export async function checkRun(folder: string, signOff: SignOff): Promise<CheckedRun> {
  const plan = await readPlan(folder);
  // Every file of another run differs: saying so of each would hide what is wrong.
  if (plan.name !== signOff.run.name)
    return {
      faults: [`${folder} is the run ${plan.name}, and ${signOff.run.name} was signed`],
      notes: [],
    };
  const { changed, missing, added } = differencesOf(signOff.files, await filesOfRun(folder));
  // What is in the history is judged, so that nothing may come to it.
  const toHistory = added.filter((name) => name.startsWith('history/'));
  const others = added.filter((name) => !name.startsWith('history/'));
  return {
    faults: [
      ...changed.map((name) => `${name} was changed since it was signed`),
      ...missing.map((name) => `${name} was signed, and is missing`),
      ...toHistory.map((name) => `${name} was not there when it was signed`),
      ...(acceptDigest(plan) === signOff.accept.sha256
        ? []
        : ['what the definition admits (accept) is not what was signed']),
    ],
    notes: others.map((name) => `${name} came after it was signed, and is not covered by it.`),
  };
}

import { oneLine } from '../../reports/escape.ts';
import { cli } from '../run/parts/command-of.ts';
import type { Conclusion } from '../run/conclude.ts';
import { removeSeeded } from '../run/remove-seeded.ts';
import type { Setting } from '../run/setting.ts';
import { leftInWords } from './words/left-over.ts';
import { say } from './say.ts';

/**
 * Removes the accounts of a run from a deployment that keeps running. After a violation they stay, because reproducing
 * it needs the same accounts. A failure to remove them does not change the verdict.
 */
export async function clearUp(
  { folder, verdict, plan, setting }: Conclusion & { setting: Setting },
  kept: boolean,
): Promise<void> {
  const isViolated = verdict.verdict === 'violated';
  if (setting.embedded) {
    const again = `${plan.command} --keep`;
    if (isViolated && !kept)
      say(
        `${oneLine(plan.deployment)} has been stopped. To try the scripts in repro/ on it:\n  ${again}`,
      );
    return;
  }
  const { accounts, consultations } = setting.definition;
  if (!accounts.remove && !accounts.pool && !consultations.remove) {
    say('The definition has no accounts.remove: the accounts stay on the deployment.');
    return;
  }
  const later = `${cli} clean ${folder}`;
  if (isViolated) {
    const what = setting.definition.accounts.pool ? 'what the run left in them' : 'them';
    say(`The accounts stay, so that violations can be shown again. To remove ${what}:\n  ${later}`);
    return;
  }
  try {
    const left = leftInWords(await removeSeeded(folder, setting.definition));
    if (left.length > 0) say(`${left.join('\n')}\nTo try again:\n  ${later}`);
  } catch (error) {
    say(
      `The accounts could not be removed: ${error instanceof Error ? error.message : String(error)}\nTo try again:\n  ${later}`,
    );
  }
}

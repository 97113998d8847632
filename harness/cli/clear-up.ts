import type { Conclusion } from '../run/conclude.ts';
import { removeSeeded } from '../run/remove-seeded.ts';
import type { Setting } from '../run/setting.ts';
import { say } from './say.ts';

/**
 * Removes the accounts of a run from a deployment that lives on. A violation is shown again with the
 * accounts that met it, so they stay. That clearing up fails changes no verdict.
 */
export async function clearUp({
  folder,
  verdict,
  setting,
}: Conclusion & { setting: Setting }): Promise<void> {
  if (setting.embedded) return;
  const later = `chaperone clean ${folder}`;
  if (verdict.verdict === 'violated') {
    say(`The accounts stay, so that violations can be shown again. To remove them:\n  ${later}`);
    return;
  }
  try {
    const left = await removeSeeded(folder, setting.definition);
    if (left.length > 0)
      say(
        `${left.length} accounts could not be removed from the deployment. To try again:\n  ${later}`,
      );
  } catch (error) {
    say(
      `The accounts could not be removed: ${error instanceof Error ? error.message : String(error)}\nTo try again:\n  ${later}`,
    );
  }
}

import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Entry } from './entry.ts';
import type { Viewer } from '../sign-in/account.ts';

/** Whether somebody who takes no part in a consultation may see it, and what was recorded of it, all the same. */
export async function isLetIn(
  functions: ClinicFunctions,
  viewer: Viewer,
  entry: Entry,
): Promise<boolean> {
  return (
    (await functions.mayReadShared(viewer, entry)) || functions.mayReadAsGuardian(viewer, entry)
  );
}

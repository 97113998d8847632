import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Entry } from './entry.ts';
import type { Viewer } from '../sign-in/account.ts';

/** Whether somebody who takes no part in a consultation may see it all the same: it is shared with them. */
export async function isLetIn(
  functions: ClinicFunctions,
  viewer: Viewer,
  entry: Entry,
): Promise<boolean> {
  return functions.mayReadShared(viewer, entry);
}

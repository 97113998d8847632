import type { Viewer } from '../sign-in/account.ts';

/** What middleware leaves for the handlers. */
export interface HttpEnv {
  Variables: { viewer: Viewer | null };
}

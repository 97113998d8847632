import type { Definition } from './definition.ts';
import type { SignOut } from './sessions.ts';

/** How a deployment signs out, and the seconds for which an ended session may live on. Null: it has no sign-out. */
export function signOutOf({
  signOut,
}: Pick<Definition['accounts'], 'signOut'>): { run: SignOut; within: number } | null {
  if (typeof signOut === 'function') return { run: signOut, within: 0 };
  return 'none' in signOut ? null : signOut;
}

/** Until when a session that was signed out at `at` may live on (milliseconds since the epoch). Empty: it has ended. */
export function lifeAfterSignOut(
  signOut: { within: number } | null,
  at: number,
): { livesUntil?: number } {
  const within = signOut?.within ?? 0;
  return within > 0 ? { livesUntil: at + within * 1000 } : {};
}

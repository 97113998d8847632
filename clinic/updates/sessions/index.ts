import type { Update } from '../update.ts';
import { anyPassword } from './any-password.ts';
import { appStaysSignedIn } from './app-stays-signed-in.ts';
import { noCodeInIreland } from './no-code-in-ireland.ts';
import { renumberedSessions } from './renumbered-sessions.ts';
import { sessionsOutlivePassword } from './sessions-outlive-password.ts';
import { signOutsUndone } from './sign-outs-undone.ts';
import { ticketIsSession } from './ticket-is-session.ts';
import { visitorsAreKnown } from './visitors-are-known.ts';
import { webViewsInTheApp } from './web-views-in-the-app.ts';

/** Signing in and out. */
export const sessions: readonly Update[] = [
  appStaysSignedIn,
  signOutsUndone,
  ticketIsSession,
  noCodeInIreland,
  renumberedSessions,
  sessionsOutlivePassword,
  webViewsInTheApp,
  visitorsAreKnown,
  anyPassword,
];

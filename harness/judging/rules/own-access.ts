import { findLockouts } from '../checks/own/lockouts.ts';
import { findLosses } from '../checks/own/losses.ts';
import { findMissingAccounts } from '../checks/own/missing-accounts.ts';
import { gapOfNeverSignedIn, neverSignedIn } from '../checks/own/never-signed-in.ts';
import { expectedOwnViews, gapInOwnView } from '../evidence/sessions/own-views.ts';
import { isOwnPlain, isOwnersGrant } from '../evidence/sessions/pairing.ts';
import { reachOf } from '../evidence/surfaces/reach.ts';
import { unknownShows } from '../checks/own/unknown-shows.ts';
import { conclude } from './finding.ts';
import type { Invariant } from './invariant.ts';

/** The owner lists, reads and streams all of their own: lockout and loss, and the control of all else. */
export const ownAccess: Invariant = {
  id: 'own-access',
  title: 'Everybody lists and streams all of their own',
  severity: 'high',
  references: ['CWE-285', 'OWASP API5:2023 Broken Function Level Authorization'],
  help: 'An owner did not get what is theirs: it was refused, or missing from a list. Look first at what the update changed about who owns records from before it, then at sessions from before it. Refusals of others mean nothing where owners are refused too.',
  judge(evidence) {
    const own = evidence.attempts.filter(
      (resolved) => isOwnPlain(resolved) && resolved.attempt.shrinking === undefined,
    );
    const { reached, gaps: unreached } = reachOf(evidence);
    const views = reached
      .flatMap((surface) => expectedOwnViews(evidence, surface))
      .filter(({ account }) => account.role === 'patient');
    const gaps = views.map((view) => gapInOwnView(evidence, view)).filter((gap) => gap !== null);
    const losses = findLosses(evidence);
    const missing = findMissingAccounts(evidence);
    return conclude(evidence, {
      breaches: [...findLockouts(evidence), ...losses.breaches, ...missing.breaches],
      gaps: [
        ...gapOfNeverSignedIn(neverSignedIn(evidence)),
        ...unreached,
        ...gaps,
        ...losses.gaps,
        ...missing.gaps,
        ...unknownShows(evidence.ledger, reached),
      ],
      attempts: own.length,
      granted: own.filter(isOwnersGrant).length,
    });
  },
};

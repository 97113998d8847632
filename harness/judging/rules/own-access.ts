import type { Invariant } from '../../domain/invariant.ts';
import { examine } from '../evidence/examine.ts';
import { conclude } from './finding.ts';
import { findLockouts, isOwnPlain } from '../checks/lockouts.ts';
import { findLosses } from '../checks/losses.ts';
import { expectedOwnViews, gapInOwnView } from '../evidence/own-views.ts';
import { isOwnersGrant } from '../evidence/pairing.ts';
import { reachOf } from '../evidence/reach.ts';
import { unknownShows } from '../checks/unknown-shows.ts';

/** The owner lists, reads and streams all of their own: lockout and loss, and the control of all else. */
export const ownAccess: Invariant = {
  id: 'own-access',
  title: 'Everybody lists and streams all of their own',
  severity: 'high',
  references: ['CWE-285', 'OWASP API5:2023 Broken Function Level Authorization'],
  help: 'An owner did not get what is theirs: it was refused, or missing from a list. Look first at what the update changed about who owns records from before it, then at sessions from before it. Refusals of others mean nothing where owners are refused too.',
  judge(evidence) {
    const examined = examine(evidence);
    const own = examined.tried.filter(
      (one) => isOwnPlain(one) && one.attempt.shrinking === undefined,
    );
    const { reached, gaps: unreached } = reachOf(examined);
    const views = reached
      .flatMap((surface) => expectedOwnViews(examined, surface))
      .filter(({ account }) => account.role === 'patient');
    const gaps = views.map((view) => gapInOwnView(examined, view)).filter((gap) => gap !== null);
    const losses = findLosses(examined);
    return conclude(evidence, {
      breaches: [...findLockouts(examined), ...losses.breaches],
      gaps: [...unreached, ...gaps, ...losses.gaps, ...unknownShows(examined.ledger, reached)],
      attempts: own.length,
      granted: own.filter(isOwnersGrant).length,
    });
  },
};

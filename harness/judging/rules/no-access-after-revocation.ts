import { judgeEndedLinks } from './ended-links.ts';
import { judgeEndedShares } from './ended-shares.ts';
import { conclude } from './finding.ts';
import type { Invariant } from './invariant.ts';
import { judgeRemovedThings } from './removed-things.ts';
import { lifetimeOf } from '../../domain/surfaces/surface-traits.ts';

/** What one had been entitled to and is no longer does not come back: not at once, and not by an update. */
export const noAccessAfterRevocation: Invariant = {
  id: 'no-access-after-revocation',
  title: 'What has ended stays ended',
  severity: 'critical',
  references: [
    'CWE-613',
    'CWE-285',
    'OWASP API1:2023 Broken Object Level Authorization',
    'OWASP API5:2023 Broken Function Level Authorization',
  ],
  help: 'Something came to an account whose right to it had ended. Look first at whether ending it is stored, and asked of every surface and not only of the list; then at what is derived from it (caches, search indexes, copies of permissions), which an update may have built anew from what was never deleted; of a link, whether the server checks its end, and what signs it, each time it is used.',
  judge(evidence) {
    const { plan, history } = evidence;
    const shares = judgeEndedShares(evidence);
    const links = judgeEndedLinks(evidence);
    const removed = judgeRemovedThings(evidence);
    const mayEnd = plan.sharing === true && plan.lacks.sharing === undefined;
    const shared = mayEnd || history.facts.some(({ fact }) => fact === 'revoked');
    const linked = plan.surfaces.some((surface) => lifetimeOf(surface) !== null);
    const tally = {
      breaches: [...shares.breaches, ...links.breaches, ...removed.breaches],
      gaps: [...(shared ? shares.gaps : []), ...links.gaps, ...removed.gaps],
      attempts: shares.attempts + links.attempts + removed.attempts,
      granted: shares.granted + links.granted + removed.granted,
    };
    // Addresses that no surface describes may say themselves when they end.
    const stated = links.gaps.length > 0 || (links.attempts > 0 && links.granted > 0);
    if (shared || linked || stated || removed.attempts > 0) return conclude(evidence, tally);
    const lacks =
      plan.lacks.sharing ?? 'nothing that the definition describes ends: neither shares nor links';
    return conclude(evidence, tally, lacks);
  },
};

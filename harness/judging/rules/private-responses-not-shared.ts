import { anonymous } from '../../domain/accounts/account.ts';
import { whyShared } from '../../domain/surfaces/shared-caching.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { isOwnersGrant } from '../evidence/sessions/pairing.ts';
import { reachOf } from '../evidence/surfaces/reach.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { signsOf } from '../evidence/signs/signs.ts';
import { conclude, newTally } from './finding.ts';
import type { Invariant } from './invariant.ts';

/** What an owner is granted does not say that a cache may give it to others. */
export const privateResponsesNotShared: Invariant = {
  id: 'private-responses-not-shared',
  title: 'No answer with somebody’s data lets shared caches keep it',
  severity: 'medium',
  references: ['CWE-524', 'CWE-525', 'OWASP API8:2023 Security Misconfiguration'],
  help: 'An answer with somebody’s data says that a cache may give it to whoever asks next for the same address: by `public` or `s-maxage`, or by a `max-age` or `Expires` where a cookie says who asks, and its `Vary` does not name what tells accounts apart. No data was seen to leak by it. Look first at the default headers, then at what a proxy adds. `Cache-Control: private` or `no-store` is what such an answer says.',
  judge(evidence) {
    const tally = newTally(reachOf(evidence).gaps);
    for (const resolved of evidence.attempts) {
      const { attempt } = resolved;
      if (attempt.shrinking !== undefined || !isOwnersGrant(resolved)) continue;
      tally.attempts += 1;
      tally.granted += 1;
      const why = whyShared(attempt);
      if (why === null || !isPrivate(evidence, resolved)) continue;
      tally.breaches.push({
        kind: 'weakness',
        attempt,
        owner: attempt.viewer,
        sighting: {
          what: `an answer that shared caches may keep (${why})`,
          where:
            attempt.headers['cache-control'] === undefined
              ? 'header expires'
              : 'header cache-control',
          encoding: 'plain',
        },
        recorded: null,
        item: null,
      });
    }
    return conclude(evidence, tally);
  },
};

/** Whether an answer holds something of the owner's that not everybody may see. Who has a link's address has all of it. */
function isPrivate({ ledger }: ExaminedEvidence, resolved: ResolvedAttempt): boolean {
  const { surface, owner } = resolved;
  if (surface.kind === 'link' || surface.unattributed !== undefined) return false;
  const asNobody = { ...resolved, actingAs: anonymous };
  return signsOf(ledger, asNobody).some((sign) => sign.owner === owner && sign.may === 'no');
}

import type { Breach, Invariant } from '../../domain/invariant.ts';
import { linkSignature } from '../../domain/link-variant.ts';
import { mayKnowId } from '../../domain/may-view.ts';
import { examine } from '../evidence/examine.ts';
import type { Examined } from '../evidence/examine.ts';
import { viewingOf } from '../evidence/signs.ts';
import { conclude } from './finding.ts';
import { describeKind, phaseInWords } from '../evidence/gap.ts';
import type { Gap } from '../evidence/gap.ts';
import { isOwnersGrant } from '../evidence/pairing.ts';
import { reachOf } from '../evidence/reach.ts';
import type { Tried } from '../evidence/tried.ts';

/** No answer, to whomever, holds the session of another account. */
export const noForeignCredentials: Invariant = {
  id: 'no-foreign-credentials',
  title: 'Nobody is handed another’s credentials',
  severity: 'critical',
  references: ['CWE-522', 'CWE-488', 'OWASP API2:2023 Broken Authentication'],
  help: 'An answer carried a session token or cookie of another account, or what signs a link of theirs: whoever has it is that account, or has what the link leads to. Look first at request objects that are shared or reused, at pooled connections, at cached Set-Cookie headers, and at pages made on behalf of somebody else.',
  judge(evidence) {
    const examined = examine(evidence);
    const { tried, phase, swept, ledger } = examined;
    const breaches = tried.flatMap((one) => foreignCredentials(examined, one));
    const counted = tried.filter(({ attempt }) => attempt.shrinking === undefined);
    const answered = new Set(
      counted
        .filter(
          ({ attempt }) =>
            attempt.phase === phase && attempt.outcome !== 'unclear' && !attempt.truncated,
        )
        .map(({ attempt }) => attempt.viewer),
    );
    const gaps: Gap[] = [...reachOf(examined).gaps];
    for (const { id } of swept) {
      if (answered.has(id)) continue;
      const why = `no clear answer came to accounts of this kind ${phaseInWords(phase)}`;
      gaps.push({ surface: null, who: describeKind(ledger, id), why });
    }
    return conclude(evidence, {
      breaches,
      gaps,
      attempts: counted.length,
      granted: counted.filter(isOwnersGrant).length,
    });
  },
};

function foreignCredentials({ ledger }: Examined, one: Tried): Breach[] {
  const { attempt } = one;
  return attempt.sightings.flatMap((sighting) => {
    if (sighting.kind !== 'credential' || sighting.account === attempt.viewer) return [];
    const { where, encoding, name, account } = sighting;
    // A value that several accounts carry (a load balancer's cookie) is nobody's credential.
    if (account === '*') return [];
    // An address of their own may have the signature that its owner's has.
    const holder = { owner: account, thing: null };
    if (name === linkSignature && mayKnowId(ledger, viewingOf(one), [holder]) !== 'no') return [];
    return [
      { kind: 'exposure', attempt, owner: account, sighting: { what: name, where, encoding } },
    ];
  });
}

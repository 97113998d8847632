import type { Breach } from '../../domain/breach.ts';
import type { Ledger } from '../../domain/ledger.ts';
import { linkSignature } from '../../domain/link-variant.ts';
import { mayKnowId } from '../../domain/may-view.ts';
import { viewingOf } from './resolved-attempt.ts';
import type { ResolvedAttempt } from './resolved-attempt.ts';

/** Decides which credentials that an attempt brought back are foreign to its viewer. */
export function foreignCredentials(ledger: Ledger, resolved: ResolvedAttempt): Breach[] {
  const { attempt } = resolved;
  const breaches: Breach[] = [];
  for (const sighting of attempt.sightings) {
    if (sighting.kind !== 'credential' || sighting.account === attempt.viewer) continue;
    const { where, encoding, name, account } = sighting;
    // A value that several accounts carry (a load balancer's cookie) is nobody's credential.
    if (account === '*') continue;
    // An address of their own may have the signature that its owner's has.
    const holder = { owner: account, thing: null };
    if (name === linkSignature && mayKnowId(ledger, viewingOf(resolved), [holder]) !== 'no')
      continue;
    breaches.push({
      kind: 'exposure',
      attempt,
      owner: account,
      sighting: { what: name, where, encoding },
      recorded: sighting,
      item: null,
    });
  }
  return breaches;
}

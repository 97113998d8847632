import type { Breach } from '../../../domain/verdict/breach.ts';
import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import { jwtAboutAccount, jwtOfAccount } from '../../../domain/attempts/jwt-credential.ts';
import { linkSignature } from '../../../domain/surfaces/link-variant.ts';
import { mayKnowId } from '../../../domain/ledger/may-view.ts';
import { viewingOf } from '../resolved-attempt.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/** Decides which credentials that an attempt brought back are foreign to its viewer. */
export function foreignCredentials(ledger: Ledger, resolved: ResolvedAttempt): Breach[] {
  const { attempt } = resolved;
  const breaches: Breach[] = [];
  for (const sighting of attempt.sightings) {
    if (sighting.kind !== 'credential' || sighting.account === attempt.viewer) continue;
    const { where, encoding, name, account } = sighting;
    // A value that several accounts carry (a load balancer's cookie) is nobody's credential.
    if (account === '*') continue;
    if (isByDesign(ledger, name, account) && mayKnow(ledger, resolved, account)) continue;
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

/**
 * Whether an account that may see something of the owner's may be given such a credential: an address of their own may
 * have the signature that its owner's has, and a JWT may be made for what they share or on behalf of a patient. That of
 * a member of staff is for nobody else.
 */
function isByDesign({ accounts }: Ledger, name: string, owner: AccountId): boolean {
  if (name === jwtOfAccount) return accounts.get(owner)?.role === 'patient';
  return name === linkSignature || name === jwtAboutAccount;
}

function mayKnow(ledger: Ledger, resolved: ResolvedAttempt, owner: AccountId): boolean {
  return mayKnowId(ledger, viewingOf(resolved), [{ owner, thing: null }]) !== 'no';
}

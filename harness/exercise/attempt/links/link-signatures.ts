import { estimateBits } from '../../../canaries/estimate-bits.ts';
import type { AccountId } from '../../../domain/accounts/account.ts';
import { linkSignature } from '../../../domain/surfaces/link-variant.ts';
import type { HeldLink, LinkStore } from './held-links.ts';
import type { Scanning } from '../../scan/inspect.ts';
import type { LeavingOut } from '../../state/left-out.ts';

/** Fewest estimated bits of a signature. Timestamps have fewer. */
const fewestBits = 96;
/** Two addresses count as made at the same time within so many milliseconds. Their timestamps would be equal. */
const atOnce = 1000;
/** A parameter must have differed so often between owners to count as a signature, and not as a key or a date. */
const oftenEnough = 3;
/** Most values kept of one parameter. */
const mostValues = 2000;

/**
 * Makes the scanner recognise signatures of addresses, in case another account receives one. The definition does not
 * name the parameter: it is one that is hard to guess and differs between any two owners.
 */
export function learnSignatures(
  { links, inspecting, leaveOut }: LinkStore & Scanning & LeavingOut,
  link: HeldLink,
): void {
  const { surface, owner, url, obtainedAt } = link;
  for (const [name, value] of new URL(url).searchParams) {
    if (estimateBits(value) < fewestBits) continue;
    const key = JSON.stringify([surface, name]);
    const known = links.parameters.get(key);
    // Two owners have the same value, so the parameter does not identify an owner.
    if (known === null) continue;
    const parameter = known ?? { values: new Map<string, AccountId>(), last: null, differed: 0 };
    const { values, last } = parameter;
    const other = values.get(value);
    links.parameters.set(key, other === undefined || other === owner ? parameter : null);
    if (other !== undefined) continue;
    if (values.size >= mostValues) {
      leaveOut({ what: 'signatures', surface, where: `?${name}`, most: mostValues, count: 1 });
      continue;
    }
    const isAtOnce = last !== null && Math.abs(obtainedAt - last.obtainedAt) < atOnce;
    if (isAtOnce && last.owner !== owner) parameter.differed += 1;
    parameter.last = link;
    values.set(value, owner);
    if (parameter.differed < oftenEnough) continue;
    for (const [signature, whose] of values)
      inspecting.known.addCredential(whose, linkSignature, signature);
  }
}

import { estimateBits } from '../../canaries/estimate-bits.ts';
import type { AccountId } from '../../domain/account.ts';
import { linkSignature } from '../../domain/link-variant.ts';
import type { HeldLink, LinkStore } from './held-links.ts';
import type { Scanning } from '../scan/inspect.ts';

/** A signature has at least so many bits. Times have fewer: they differ too, until two owners ask at once. */
const fewestBits = 96;
/** Milliseconds within which two addresses are of one time; what only tells the time is the same in them. */
const atOnce = 1000;
/** So often it must have differed: it is no key, no day and no signature of these alone. */
const oftenEnough = 3;
/** Values that are remembered of one parameter. */
const mostValues = 2000;

/**
 * Makes the signatures of addresses recognisable, should another account ever receive one. Which parameter of a
 * query is the signature, nobody says: it is hard to guess, and no two owners have the same.
 */
export function learnSignatures({ links, inspecting }: LinkStore & Scanning, link: HeldLink): void {
  const { surface, owner, url, obtainedAt } = link;
  for (const [name, value] of new URL(url).searchParams) {
    if (estimateBits(value) < fewestBits) continue;
    const key = JSON.stringify([surface, name]);
    const known = links.parameters.get(key);
    // Shared, so that it says nothing of whose it is.
    if (known === null) continue;
    const parameter = known ?? { values: new Map<string, AccountId>(), last: null, differed: 0 };
    const { values, last } = parameter;
    const other = values.get(value);
    links.parameters.set(key, other === undefined || other === owner ? parameter : null);
    if (other !== undefined || values.size >= mostValues) continue;
    const isAtOnce = last !== null && Math.abs(obtainedAt - last.obtainedAt) < atOnce;
    if (isAtOnce && last.owner !== owner) parameter.differed += 1;
    parameter.last = link;
    values.set(value, owner);
    if (parameter.differed < oftenEnough) continue;
    for (const [signature, whose] of values)
      inspecting.known.addCredential(whose, linkSignature, signature);
  }
}

import { standInPatients } from './stand-in-patients.ts';
import { entitledFacts } from './entitlements.ts';
import type { Property } from './entitlements.ts';
import type { Account, Thing } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Holder } from '../state/holdings.ts';

/**
 * Records which other accounts may see something new, by the definition's `maySee`.
 * @param at when its creation began, in milliseconds since the epoch; the entitlements hold from then on
 */
export function entitle(
  worker: RunIdentity & Recorder & Holder,
  property: Property,
  at: number,
): void {
  const { maySee } = worker.definition;
  if (maySee === undefined) return;
  const viewers = [null, ...worker.holdings.accounts.values()];
  const all = { at, standIns: standInPatients(worker.plan.factors) };
  for (const fact of entitledFacts(maySee, property, viewers, all)) worker.recordFact(fact);
}

/** Records which existing accounts' details and things a new account may see. */
export function entitleNewcomer(
  worker: RunIdentity & Recorder & Holder,
  viewer: Account,
  at: number,
): void {
  const { maySee } = worker.definition;
  if (maySee === undefined) return;
  const { accounts, things } = worker.holdings;
  const properties: Property[] = [
    ...[...accounts.values()].map((owner) => ownDetails(worker, owner)),
    ...[...things.values()].map((thing) => partsOf(worker, thing)),
  ];
  for (const property of properties) {
    for (const fact of entitledFacts(maySee, property, [viewer], { at })) worker.recordFact(fact);
  }
}

/** An account's own details as a property. */
export function ownDetails(worker: Holder, owner: Account): Property {
  const names = worker.holdings.fields.get(owner.id) ?? [];
  return { owner, thing: null, fields: [...new Set([...names, ...Object.keys(owner.ids)])] };
}

/** A thing as a property: the names of its planted fields, of its ids, and of its owner's details. */
export function partsOf(worker: Holder, thing: Thing): Property {
  const names = worker.holdings.fields.get(thing.id) ?? [];
  const { owner } = thing;
  const fields = [...names, ...Object.keys(thing.ids), ...ownDetails(worker, owner).fields];
  return { owner, thing, fields: [...new Set(fields)] };
}

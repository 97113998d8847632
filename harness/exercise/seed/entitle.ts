import { anybody } from '../state/anybody.ts';
import type { Core } from '../state/core.ts';
import { entitledFacts } from './entitlements.ts';
import type { Property } from './entitlements.ts';
import type { Account, Thing } from '../state/worker-types.ts';

/** Records who else may see what has come into being (since `at`, when it was asked for). */
export function entitle(core: Core, property: Property, at: number): void {
  const { maySee } = core.options.definition;
  if (maySee === undefined) return;
  const viewers = [null, ...core.holdings.accounts.values()];
  const all = { at, anybody: anybody(core.options.plan.factors) };
  for (const fact of entitledFacts(maySee, property, viewers, all)) core.recordFact(fact);
}

/** Records what of all that exists a new account may see. */
export function entitleNewcomer(core: Core, viewer: Account, at: number): void {
  const { maySee } = core.options.definition;
  if (maySee === undefined) return;
  const { accounts, things } = core.holdings;
  const properties: Property[] = [
    ...[...accounts.values()].map((owner) => ownDetails(core, owner)),
    ...[...things.values()].map((thing) => partsOf(core, thing)),
  ];
  for (const property of properties) {
    for (const fact of entitledFacts(maySee, property, [viewer], { at })) core.recordFact(fact);
  }
}

/** An account's own details as a property. */
export function ownDetails(core: Core, owner: Account): Property {
  const names = core.holdings.fields.get(owner.id) ?? [];
  return { owner, thing: null, fields: [...new Set([...names, ...Object.keys(owner.ids)])] };
}

/** A thing as a property: the fields planted in it, its ids, and its owner's details, all by name. */
export function partsOf(core: Core, thing: Thing): Property {
  const names = core.holdings.fields.get(thing.id) ?? [];
  const { owner } = thing;
  const fields = [...names, ...Object.keys(thing.ids), ...ownDetails(core, owner).fields];
  return { owner, thing, fields: [...new Set(fields)] };
}

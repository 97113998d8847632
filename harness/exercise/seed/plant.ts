import { writeToken } from '../../canaries/token.ts';
import type { Core } from '../state/core.ts';
import { entitle } from './entitle.ts';
import { addField, takeNumber } from '../state/holdings.ts';
import type { Account, Thing } from '../state/worker-types.ts';

/**
 * Mints a token and records it, at once: whatever becomes of the request that carries it, the deployment may
 * have kept it. `thing` is the id of what the field is of; null for the account's own details.
 */
export function plantToken(
  core: Core,
  account: Pick<Account, 'id' | 'number'>,
  name: string,
  thing: string | null,
): string {
  const field = takeNumber(core.holdings, account.id, 'nextField');
  const { id: owner, number } = account;
  core.recordFact({
    type: 'fact',
    fact: 'field-planted',
    at: Date.now(),
    account: owner,
    field,
    name,
    thing,
    carrier: 'token',
  });
  addField(core.holdings, thing ?? owner, name);
  return writeToken({ run: core.options.plan.run, account: number, field });
}

/** As `plantToken`, for a thing or account that exists: who may see its new field is recorded too. */
export function plantLater(
  core: Core,
  account: Account,
  name: string,
  thing: Thing | null,
): string {
  const known = core.holdings.fields.get(thing?.id ?? account.id)?.has(name) ?? false;
  const token = plantToken(core, account, name, thing?.id ?? null);
  if (!known) entitle(core, { owner: account, thing, fields: [name] }, Date.now());
  return token;
}

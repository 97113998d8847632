import { now } from '../../domain/clock.ts';
import { writeToken } from '../../canaries/token.ts';
import { entitle } from './entitle.ts';
import { addField, takeNumber } from '../state/holdings.ts';
import type { Account, Thing } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Holder } from '../state/holdings.ts';

/**
 * Mints a canary token and records it at once, because the deployment may keep the token even if the request fails.
 * @param name the name of the field that the token is planted in
 * @param thing the id of the thing that has the field; null for the account's own details
 */
export function plantToken(
  worker: RunIdentity & Recorder & Holder,
  account: Pick<Account, 'id' | 'number'>,
  name: string,
  thing: string | null,
): string {
  const field = takeNumber(worker.holdings, account.id, 'nextField');
  const { id: owner, number } = account;
  worker.recordFact({
    type: 'fact',
    fact: 'field-planted',
    at: now(),
    account: owner,
    field,
    name,
    thing,
    carrier: 'token',
  });
  addField(worker.holdings, thing ?? owner, name);
  return writeToken({ run: worker.plan.run, account: number, field });
}

/** As `plantToken`, for a thing or account that exists already. It also records who may see the new field. */
export function plantLater(
  worker: RunIdentity & Recorder & Holder,
  account: Account,
  name: string,
  thing: Thing | null,
): string {
  const known = worker.holdings.fields.get(thing?.id ?? account.id)?.has(name) ?? false;
  const token = plantToken(worker, account, name, thing?.id ?? null);
  if (!known) entitle(worker, { owner: account, thing, fields: [name] }, now());
  return token;
}

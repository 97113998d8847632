import { lastTotpStep } from '../../accounts/totp.ts';
import type { AccountId, Role } from '../../domain/accounts/account.ts';
import type { Phase } from '../../domain/phase.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';
import type { Party } from '../../deployment/views.ts';
import type { Account, Share, Thing } from '../state/held.ts';
import type { Holder } from '../state/holdings.ts';

/** An account with its secrets, as plain JSON. */
export type SavedAccount = Omit<Account, 'party'> & {
  party: Readonly<Record<Role, AccountId>>;
  /** The next free field number for tokens of the account. */
  nextField: number;
  nextThing: number;
  nextSession: number;
  /** The last time step whose code was given, where the account has a `totpSecret`. Default: none was. */
  totpStep?: number;
  /**
   * Names of the fields planted in the account's own details. Later accounts are entitled to see them field by field.
   */
  fields: readonly string[];
};

/** A thing, as plain JSON. */
export type SavedThing = {
  id: string;
  owner: AccountId;
  party: Readonly<Record<Role, AccountId>>;
  ids: Readonly<Record<string, string>>;
  phase: Phase;
  fields: readonly string[];
  /** As in `Thing`. */
  contested?: true;
};

/** A share, as plain JSON. */
export type SavedShare = Omit<Share, 'thing' | 'to'> & { thing: ThingId; to: AccountId };

export function saveAccount({ holdings }: Holder, account: Account): SavedAccount {
  return {
    ...account,
    party: idsOf(account.party),
    nextField: 0,
    nextThing: 1,
    nextSession: 1,
    ...holdings.counters.get(account.id),
    totpStep: stepOf(account),
    fields: [...(holdings.fields.get(account.id) ?? [])],
  };
}

export function saveThing({ holdings }: Holder, thing: Thing): SavedThing {
  const { id, owner, party, ids, phase, contested } = thing;
  const fields = [...(holdings.fields.get(id) ?? [])];
  return {
    id,
    owner: owner.id,
    party: idsOf(party),
    ids,
    phase,
    fields,
    ...(contested && { contested }),
  };
}

export function saveShare({ thing, to, ...rest }: Share): SavedShare {
  return { ...rest, thing: thing.id, to: to.id };
}

function stepOf({ hasSecondFactor, credentials }: Account): number | undefined {
  const secret = hasSecondFactor ? credentials['totpSecret'] : undefined;
  return secret === undefined ? undefined : lastTotpStep(secret);
}

function idsOf(party: Party): Record<string, AccountId> {
  return Object.fromEntries(Object.entries(party).map(([role, { id }]) => [role, id]));
}

import type { Persona } from '../accounts/persona.ts';
import type { AccountId, Cohort, Role } from '../domain/accounts/account.ts';
import type { Phase } from '../domain/phase.ts';
import type { Ids, ThingId } from '../domain/ledger/thing.ts';
import type { Http } from './http.ts';

/** An account as the definition's functions see it. */
export type AccountView = {
  id: AccountId;
  role: Role;
  cohort: Cohort;
  persona: Persona;
  /** The credentials that `accounts.create` returned (or the accounts file holds): e-mail, password, TOTP secret, … */
  credentials: Readonly<Record<string, string>>;
  /** Server-given ids of the account, for templates: `{ patient: '…' }`. */
  ids: Ids;
  /** For a patient: its staff, which is the same for all of its things. Empty for staff. */
  party: Party;
};

/** One account of each role of `accounts.staff`, by role: `party['guardian']`. */
export type Party = Readonly<Record<Role, AccountView>>;

/** A member of a party, with a session of its own. */
export type PartyMember = { account: AccountView; http: Http };

/** A thing (a consultation with its parts) as the definition's functions see it. */
export type ThingView = {
  id: ThingId;
  owner: AccountView;
  /** The staff it was created with, by role. */
  party: Party;
  /** The party's member of the first role; null when the deployment has no staff. */
  staff: AccountView | null;
  ids: Ids;
  phase: Phase;
};

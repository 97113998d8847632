import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Outcome } from '../../../domain/attempts/outcome.ts';
import type { Phase } from '../../../domain/phase.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';

/** An address that an owner was given. While valid it is a credential, so only workers and secrets.json hold it. */
export type HeldLink = {
  /** Id of the surface. */
  surface: string;
  owner: AccountId;
  /** The ids that the surface needs. */
  ids: Ids;
  phase: Phase;
  url: string;
  /** When the address was asked for, in milliseconds since the epoch. It was made no earlier. */
  askedAt: number;
  /** When the address had been received, in milliseconds since the epoch. It was made no later. */
  obtainedAt: number;
};

/** The addresses that a worker holds, and what it has learned about them. */
export type Links = {
  /** The latest address. Key: the session, and the surface with its ids. The promise may still be pending. */
  fresh: Map<string, Promise<HeldLink | NoLink>>;
  /** The first address, to be tried after it has expired. Key: the phase, and the surface with its ids. */
  first: Map<string, HeldLink>;
  /** Parameters of the addresses' queries. Key: surface and parameter. Null when two owners have the same value. */
  parameters: Map<string, Parameter | null>;
};

/** Why there is no address to request. `refusal`: the outcome and status, if the deployment refused to give one. */
export type NoLink = { why: string; refusal?: { outcome: Outcome; status: number | null } };

/** What the worker has learned about one parameter of a surface's addresses. */
export type Parameter = {
  /** The values seen, each with the owner of the address that it stood in. */
  values: Map<string, AccountId>;
  last: HeldLink | null;
  /** How often two owners who asked at about the same time got different values. */
  differed: number;
};

/** The role of a worker that holds the addresses given to owners. */
export type LinkStore = { links: Links };

export function createLinks(): Links {
  return { fresh: new Map(), first: new Map(), parameters: new Map() };
}

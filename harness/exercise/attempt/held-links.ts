import type { AccountId } from '../../domain/account.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Ids } from '../../domain/thing.ts';

/** An address that an owner was given. As long as it lives it is a credential: it stays in the worker and its hand-over. */
export type HeldLink = {
  /** Id of the surface. */
  surface: string;
  owner: AccountId;
  /** Those that the surface needs. */
  ids: Ids;
  phase: Phase;
  url: string;
  /** When it was asked for, in milliseconds since the epoch: it was made no earlier. */
  askedAt: number;
  /** When it had been received, in milliseconds since the epoch: it was made no later. */
  obtainedAt: number;
};

/** What a worker holds of links. */
export type Links = {
  /** The last one by session and what was asked for; it may be on its way. */
  fresh: Map<string, Promise<HeldLink | NoLink>>;
  /** The first one by phase and what was asked for: to be tried after its end. */
  first: Map<string, HeldLink>;
  /** By surface and parameter of the query; null where owners share a value of it. */
  parameters: Map<string, Parameter | null>;
};

/** Why there is no address to ask at, in words; `refusal`: what saying no to whoever asked for it comes to. */
export type NoLink = { why: string; refusal?: { outcome: Outcome; status: number | null } };

/** What is known of one parameter of a surface's addresses. */
export type Parameter = {
  /** Its values, with the owner whose address each stood in. */
  values: Map<string, AccountId>;
  last: HeldLink | null;
  /** How often two owners who asked at about the same time were given different ones. */
  differed: number;
};

/** Holds the addresses that owners were given. */
export type LinkStore = { links: Links };

export function createLinks(): Links {
  return { fresh: new Map(), first: new Map(), parameters: new Map() };
}

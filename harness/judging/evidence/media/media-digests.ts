import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Holder, Ledger } from '../../../domain/ledger/ledger.ts';
import {
  namedAddress,
  placeOfAddress,
  playlistLine,
} from '../../../domain/surfaces/link-variant.ts';
import { keyOf } from '../keys.ts';
import { findMarkedPlays } from './marked-plays.ts';
import { isOwnersGrant } from '../sessions/pairing.ts';
import { isPlaceholder } from '../surfaces/placeholders.ts';
import type { Placeholders } from '../surfaces/placeholders.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/**
 * Whose a range of media is, by its digest: each thing of its owner that has it. An owner's recordings may be alike
 * (silence, a tone, a placeholder). Ranges that several owners were served are left out.
 */
export type MediaOwners = ReadonlyMap<string, readonly Holder[]>;

type Copies = {
  thing: string;
  owner: AccountId;
  first: ReadonlySet<string>;
  served: number;
  times: Map<string, number>;
};

/**
 * Learns from owners' own requests whose media is whose. A thing's own copy is what most of the answers to
 * its owner held: one answer that came with another's media must neither make that media common property
 * nor hide whose it is. After the update, a range that a thing did not have before, and that was another
 * owner's then, stays that owner's. So do all ranges of a thing that is new, where these are but another owner's, whom
 * alone they were served to before: new things may have a container's header in common with a single old one. What is, or
 * may be, a placeholder is nobody's, however often one of them was served it. What an own playlist names is its owner's where
 * nothing else is known of it: each of its addresses gives something else. What only a person's player was given tells what
 * its owner's media has in common with another's by chance, and no more: see `findMarkedPlays`.
 */
export function findMediaOwners(
  ledger: Ledger,
  attempts: readonly ResolvedAttempt[],
  placeholders: Placeholders,
): MediaOwners {
  const before = new Map<string, Copies>();
  const after = new Map<string, Copies>();
  for (const resolved of attempts) {
    const { attempt, thing, owner, surface } = resolved;
    if (
      attempt.digests.length === 0 ||
      thing === null ||
      owner === null ||
      !isOwnersGrant(resolved) ||
      isPlaceholder(placeholders, resolved)
    )
      continue;
    count(
      attempt.phase === 'before-update' ? before : after,
      keyOf(surface.id, thing),
      thing,
      owner,
      attempt.digests,
    );
  }
  const owners = new Map<string, Map<AccountId, Set<string>>>();
  const give = (digest: string, copies: Copies): void => addOwner(owners, digest, copies);
  for (const copies of before.values()) for (const digest of ownOf(copies)) give(digest, copies);
  const settled = new Set(owners.keys());
  const servedTo = ownersServed([...before.values()]);
  for (const [key, copies] of after) {
    const isNew = !before.has(key);
    if (isNew && isOfAnother(copies, servedTo)) continue;
    for (const digest of ownOf(copies)) {
      const isStrangers = !isNew && settled.has(digest) && !owners.get(digest)?.has(copies.owner);
      if (!isStrangers) give(digest, copies);
    }
  }
  const described = new Set(owners.keys());
  for (const { attempt, thing, owner } of attempts.filter(isOwnSegment))
    for (const digest of attempt.digests)
      if (thing !== null && owner !== null && !described.has(digest))
        addOwner(owners, digest, { owner, thing });
  const plays = new Map<string, Copies>();
  const ownerOf = (digest: string) => onlyOne(owners.get(digest));
  for (const { attempt, thing, owner, surface } of findMarkedPlays(ledger, attempts, ownerOf)) {
    const key = keyOf(surface.id, thing);
    if (!before.has(key) && !after.has(key)) count(plays, key, thing, owner, attempt.digests);
  }
  for (const copies of plays.values())
    for (const digest of ownOf(copies)) if (owners.has(digest)) give(digest, copies);
  const single = new Map<string, Holder[]>();
  for (const [digest, holders] of owners) {
    const [only, another] = holders;
    if (only === undefined || another !== undefined) continue;
    const [owner, things] = only;
    single.set(
      digest,
      [...things].map((thing) => ({ owner, thing })),
    );
  }
  return single;
}

function onlyOne(owners: ReadonlyMap<AccountId, unknown> | undefined): AccountId | null {
  const [only, another] = owners?.keys() ?? [];
  return another === undefined ? (only ?? null) : null;
}

function addOwner(
  owners: Map<string, Map<AccountId, Set<string>>>,
  digest: string,
  { owner, thing }: { owner: AccountId; thing: string },
): void {
  const known = owners.get(digest) ?? new Map<AccountId, Set<string>>();
  owners.set(digest, known.set(owner, (known.get(owner) ?? new Set()).add(thing)));
}

/** Whether an owner was given what their own playlist named: a segment, or the key of segments that hold no token. */
function isOwnSegment({ attempt, asked, state, surface }: ResolvedAttempt): boolean {
  return (
    attempt.variant === namedAddress &&
    placeOfAddress(surface.id).place === playlistLine &&
    attempt.outcome === 'granted' &&
    asked === 'own' &&
    state === 'open'
  );
}

function count(
  phase: Map<string, Copies>,
  key: string,
  thing: string,
  owner: AccountId,
  digests: readonly string[],
): void {
  const served = new Set(digests);
  const copies = phase.get(key) ?? { thing, owner, first: served, served: 0, times: new Map() };
  phase.set(key, copies);
  copies.served += 1;
  for (const digest of served) copies.times.set(digest, (copies.times.get(digest) ?? 0) + 1);
}

/** Whoever was served a range as their own, be it once: a placeholder may have stood there for a while. */
function ownersServed(all: readonly Copies[]): Map<string, Set<AccountId>> {
  const owners = new Map<string, Set<AccountId>>();
  for (const { owner, times } of all)
    for (const digest of times.keys())
      owners.set(digest, (owners.get(digest) ?? new Set()).add(owner));
  return owners;
}

/** Whether all that a thing's own copy holds was served before the update to one and the same other owner alone. */
function isOfAnother(copies: Copies, servedTo: ReadonlyMap<string, ReadonlySet<AccountId>>) {
  const served = ownOf(copies).map((digest) => [...(servedTo.get(digest) ?? [])]);
  const holders = new Set(served.flat());
  return (
    served.length > 0 &&
    served.every(({ length }) => length === 1) &&
    holders.size === 1 &&
    !holders.has(copies.owner)
  );
}

/** What more than half of the answers held; of an even split, what the first one did. */
function ownOf({ first, served, times }: Copies): string[] {
  return [...times.keys()].filter((digest) => {
    const share = (times.get(digest) ?? 0) / served;
    return share > 0.5 || (share === 0.5 && first.has(digest));
  });
}

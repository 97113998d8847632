import { rowsOfList } from '../../../domain/attempts/attempt.ts';
import type { Attempt, Item } from '../../../domain/attempts/attempt.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import type { AccountId } from '../../../domain/accounts/account.ts';
import {
  fieldOfToken,
  holdersOf,
  isHandedTo,
  mayKnowId,
  mayView,
} from '../../../domain/ledger/may-view.ts';
import type { MayView, Viewing } from '../../../domain/ledger/may-view.ts';
import type { Holder, Ledger } from '../../../domain/ledger/ledger.ts';
import { isInUniqueValueField } from './unique-value-fields.ts';
import type { UniqueValueFields } from './unique-value-fields.ts';
import { viewingOf } from '../resolved-attempt.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/** Something that an attempt brought back: its owner, and whether the viewer may see it. */
export type Sign = {
  /** Null: of nobody that this run knows. */
  owner: AccountId | null;
  what: string;
  sighting: Sighting;
  may: MayView;
  /** It is evidence by itself. A unique value needs a second sign: another of the same owner, or its place. */
  strong: boolean;
  /** Which row of a list it stands in; null outside of rows. */
  item: Item | null;
};

/**
 * All that an attempt brought back of accounts, but for credentials. `uniqueValueFields`: where a unique value needs no
 * second sign. Default: nowhere.
 */
export function signsOf(
  ledger: Ledger,
  resolved: ResolvedAttempt,
  uniqueValueFields: UniqueValueFields = new Set(),
): Sign[] {
  const { attempt, surface } = resolved;
  const signs: Sign[] = [];
  if (attempt.sightings.length === 0) return signs;
  const items = itemsBySighting(attempt);
  const viewing = viewingOf(resolved);
  for (const [index, sighting] of attempt.sightings.entries()) {
    const read = readSighting(ledger, viewing, sighting);
    if (read === null) continue;
    const { owner, what, may } = read;
    const strong = read.strong || isInUniqueValueField(uniqueValueFields, surface, sighting);
    signs.push({ owner, what, sighting, may, strong, item: items.get(index) ?? null });
  }
  return signs;
}

/** Whether something of the owner of what was asked for came. */
export function hasOwnSign(ledger: Ledger, resolved: ResolvedAttempt): boolean {
  return signsOf(ledger, resolved).some(({ owner }) => owner === resolved.owner);
}

/**
 * Whether a row of a viewer's own list is theirs, or was handed to them, by any sign in it.
 * @param byAccount whether a sign of the viewer's account counts. Default: unless it tells only who looks
 */
export function isAttributed(
  ledger: Ledger,
  resolved: ResolvedAttempt,
  item: Item,
  byAccount = item.claim?.by !== 'aside',
): boolean {
  const viewing = viewingOf(resolved);
  const counts = ({ owner, thing }: Holder) =>
    byAccount || owner !== viewing.viewer || thing !== null;
  // An id that several have (a clinician's, in all their consultations) says nothing unless all may be seen.
  const handed = (holders: readonly Holder[]) =>
    holders.some(counts) && holders.every((holder) => isHandedTo(ledger, viewing, holder));
  return (
    item.ids.some((digest) => handed(ledger.holders.get(digest) ?? [])) ||
    item.sightings.some((index) => {
      const sighting = resolved.attempt.sightings[index];
      return sighting !== undefined && handed(holdersBySighting(ledger, sighting));
    })
  );
}

/** The accounts (and things) that a sighting may belong to; none where this run knows no owner. */
export function holdersBySighting(ledger: Ledger, sighting: Sighting): readonly Holder[] {
  if (sighting.kind === 'id') return holdersOf(ledger, sighting);
  if (sighting.kind === 'credential') return [];
  if (sighting.kind === 'unique') return [{ owner: sighting.account, thing: null }];
  const { owner, thing } = fieldOfToken(ledger, sighting.token);
  return owner === null ? [] : [{ owner, thing }];
}

type ReadSign = Pick<Sign, 'owner' | 'what' | 'may' | 'strong'>;

function readSighting(ledger: Ledger, viewing: Viewing, sighting: Sighting): ReadSign | null {
  switch (sighting.kind) {
    case 'token':
    case 'frame': {
      const { owner, thing, name } = fieldOfToken(ledger, sighting.token);
      const seen = owner === null ? 'a token of nobody that this run knows' : name;
      return {
        owner,
        what: sighting.kind === 'frame' ? `${seen} in a video frame` : seen,
        may: mayView(ledger, { ...viewing, owner, thing, field: name }),
        strong: true,
      };
    }
    case 'id': {
      const holders = holdersOf(ledger, sighting);
      return {
        owner: sighting.account,
        what: `${sighting.name} id`,
        may: mayKnowId(ledger, viewing, holders),
        strong: true,
      };
    }
    case 'unique': {
      const { account: owner, field } = sighting;
      return {
        owner,
        what: field,
        may: mayView(ledger, { ...viewing, owner, thing: null, field }),
        strong: false,
      };
    }
    case 'credential':
      return null;
  }
}

const noItems: ReadonlyMap<number, Item> = new Map();

function itemsBySighting(attempt: Attempt): ReadonlyMap<number, Item> {
  const rows = rowsOfList(attempt);
  if (rows === null || rows.length === 0) return noItems;
  const items = new Map<number, Item>();
  for (const item of rows) {
    for (const index of item.sightings) if (!items.has(index)) items.set(index, item);
  }
  return items;
}

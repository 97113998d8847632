import { anonymous, signedIn } from '../accounts/account.ts';
import type { AccountId } from '../accounts/account.ts';
import type { FactOf } from './fact.ts';
import { fieldKey, ownerOfToken, partiesKey } from './ledger.ts';
import type { Holder, Ledger } from './ledger.ts';
import type { Sighting } from '../attempts/sighting.ts';
import type { ThingId } from './thing.ts';

/** `changing`: an attempt that overlaps a change of entitlement, which judges neither way. */
export type MayView = 'yes' | 'no' | 'changing';

/** A viewer, and the time from the first byte sent to the last one received. */
export type Viewing = { viewer: AccountId; sentAt: number; answeredAt: number };

export type ViewQuery = Viewing & {
  /** Null: somebody unknown, whose things nobody may see. */
  owner: AccountId | null;
  /** Null: the account's own details. */
  thing: ThingId | null;
  /** A field's name; null: all of it. */
  field: string | null;
};

type Entitlement = FactOf<'entitled'>;
type Span = { entitlement: Entitlement; end: FactOf<'revoked'> | undefined };

/** Whether a viewer may see a field of somebody's, at the time of an attempt. */
export function mayView(ledger: Ledger, query: ViewQuery): MayView {
  const { field } = query;
  const covers = (entitlement: Entitlement) =>
    entitlement.field === null || entitlement.field === field;
  return entitlementTo(ledger, query, everybodyAnd(query.viewer), covers);
}

/**
 * Whether a viewer may know an id: its holders may be several, and any part of a thing that may be seen is
 * enough to know that the thing is there.
 */
export function mayKnowId(ledger: Ledger, viewing: Viewing, holders: readonly Holder[]): MayView {
  const answers = holders.map((holder) =>
    entitlementTo(ledger, { ...viewing, ...holder }, everybodyAnd(viewing.viewer), () => true),
  );
  return mostLenient(answers);
}

/**
 * Whether a patient's thing is in a viewer's hands for a reason of its own: theirs, or made known to them by
 * name. What everybody may see, and what a member of staff shows of themselves, says nothing about whose the
 * row is that it stands in.
 */
export function isHandedTo(ledger: Ledger, viewing: Viewing, { owner, thing }: Holder): boolean {
  if (owner === viewing.viewer) return true;
  if (ledger.accounts.get(owner)?.role !== 'patient') return false;
  return entitlementTo(ledger, { ...viewing, owner, thing }, [viewing.viewer], () => true) !== 'no';
}

/**
 * When what a viewer had been granted by name was taken from them again, at the latest before an attempt; null
 * where nothing of it was. Who may see it still (or again) is a question for `mayView`.
 */
export function lostAt(ledger: Ledger, viewing: Viewing, holder: Holder): number | null {
  const ends = spansOf(ledger, viewing.viewer, holder).flatMap(({ end }) =>
    end !== undefined && end.at < viewing.sentAt ? end.at : [],
  );
  return ends.length > 0 ? Math.max(...ends) : null;
}

/** Whether a viewer had been granted all that is an owner's, and that was taken from them again before an attempt. */
export function hasLostAll(ledger: Ledger, viewing: Viewing, owner: AccountId): boolean {
  return spansOf(ledger, viewing.viewer, { owner, thing: null }).some(
    ({ entitlement, end }) =>
      entitlement.thing === null && end !== undefined && end.at < viewing.sentAt,
  );
}

/** All who have the id that was seen: nobody can tell from it which of them is meant. */
export function holdersOf(
  ledger: Ledger,
  sighting: Extract<Sighting, { kind: 'id' }>,
): readonly Holder[] {
  const { account, thing, name } = sighting;
  const known = ledger.ids.get(thing ?? account)?.filter((id) => id.name === name) ?? [];
  const holders = known.flatMap(({ digest, counted }) =>
    (ledger.holders.get(digest) ?? []).filter(
      (holder) => !counted || isNamed(ledger, holder, name, digest),
    ),
  );
  return holders.length > 0 ? holders : [{ owner: account, thing }];
}

function isNamed(ledger: Ledger, { owner, thing }: Holder, name: string, digest: string): boolean {
  return (ledger.ids.get(thing ?? owner) ?? []).some(
    (id) => id.name === name && id.digest === digest,
  );
}

/** The field a token was planted in, in words, with its owner and thing; unknown fields keep their number. */
export function fieldOfToken(
  ledger: Ledger,
  token: { run: number; account: number; field: number },
): { owner: AccountId | null; thing: ThingId | null; name: string } {
  const owner = ownerOfToken(ledger, token);
  // What an earlier run planted where, only its own ledger knew.
  if (token.run !== ledger.run)
    return { owner, thing: null, name: `field ${token.field} of an earlier run` };
  const field = owner === null ? undefined : ledger.fields.get(fieldKey(owner, token.field));
  return { owner, thing: field?.thing ?? null, name: field?.name ?? `field ${token.field}` };
}

function everybodyAnd(viewer: AccountId): readonly string[] {
  // What may be seen without signing in may be seen by those who have signed in.
  return viewer === anonymous ? ['*', anonymous] : [viewer, signedIn, '*', anonymous];
}

function entitlementTo(
  ledger: Ledger,
  query: Viewing & { owner: AccountId | null; thing: ThingId | null },
  as: readonly string[],
  covers: (entitlement: Entitlement) => boolean,
): MayView {
  const { viewer, owner, thing } = query;
  if (owner === null) return 'no';
  if (owner === viewer || ledger.contested.has(thing ?? '')) return 'yes';
  const answers: MayView[] = [];
  for (const name of as) {
    for (const { entitlement, end } of spansOf(ledger, name, { owner, thing })) {
      if (covers(entitlement)) answers.push(during(entitlement, end, query));
    }
  }
  const answer = mostLenient(answers);
  const isStaffs = (ledger.accounts.get(viewer)?.role ?? 'patient') !== 'patient';
  return answer === 'no' && isStaffs && ledger.unfinished.has(owner) ? 'changing' : answer;
}

/** Spans that were worked out already: judging asks for the same ones very often, and a ledger does not change. */
const known = new WeakMap<Ledger, Map<string, readonly Span[]>>();

/** What was once granted to a viewer by this name, with what ended it. */
function spansOf(ledger: Ledger, viewer: string, holder: Holder): readonly Span[] {
  const ofLedger = known.get(ledger) ?? new Map<string, readonly Span[]>();
  known.set(ledger, ofLedger);
  const key = `${partiesKey(viewer, holder.owner)} ${holder.thing ?? ''}`;
  const spans = ofLedger.get(key) ?? findSpans(ledger, viewer, holder);
  ofLedger.set(key, spans);
  return spans;
}

function findSpans(ledger: Ledger, viewer: string, { owner, thing }: Holder): Span[] {
  const key = partiesKey(viewer, owner);
  const entitlements = ledger.entitled.get(key);
  if (entitlements === undefined) return [];
  return entitlements.flatMap((entitlement) => {
    // Who is handed a thing is handed its owner's details by it, as far as the entitlement covers them.
    if (entitlement.thing !== null && thing !== null && entitlement.thing !== thing) return [];
    const ends = [null, thing, entitlement.thing];
    const end = ledger.revoked
      .get(key)
      ?.find((fact) => fact.at >= entitlement.at && ends.includes(fact.thing));
    return [{ entitlement, end }];
  });
}

function during(
  { from, at }: Pick<Entitlement, 'from' | 'at'>,
  end: FactOf<'revoked'> | undefined,
  { sentAt, answeredAt }: Viewing,
): MayView {
  const beginsToEnd = end?.from ?? Infinity;
  if (at <= sentAt && answeredAt <= beginsToEnd) return 'yes';
  const beforeAll = answeredAt < Math.min(from ?? at, at);
  const afterAll = end !== undefined && sentAt > end.at;
  return beforeAll || afterAll ? 'no' : 'changing';
}

function mostLenient(answers: readonly MayView[]): MayView {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('changing') ? 'changing' : 'no';
}

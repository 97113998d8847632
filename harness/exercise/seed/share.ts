import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../../domain/clock.ts';
import type { Sharing } from '../../deployment/sharing.ts';
import type { Role } from '../../domain/accounts/account.ts';
import { clockSkew } from '../../domain/ledger/share-times.ts';
import { ownDetails, partsOf } from './entitle.ts';
import { entitledFacts } from './entitlements.ts';
import { saveShare } from './saved-items.ts';
import { failedFact } from '../state/failed-fact.ts';
import { givenTexts } from '../state/given-texts.ts';
import type { Session, Share, Thing } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Holder } from '../state/holdings.ts';

/** Lets another account see a thing. See `Worker.share`. */
export async function share(
  worker: RunIdentity & Recorder & Holder,
  session: Session,
  thing: Thing,
  toSession: Session,
): Promise<Share> {
  const { share: give } = sharingOf(worker);
  const to = toSession.account;
  const key = `${thing.id} ${to.id}`;
  const held = worker.holdings.shares.get(key);
  // Otherwise the end of the old share would count as the end of the new one.
  if (held !== undefined && !mayShareAgain(held))
    throw new Error(`${thing.id} is shared with ${to.id} already`);
  if (isOfAccount(worker, to.role) && hasOtherShare(worker, { thing, to }))
    throw new Error(`all of ${thing.owner.id} is or was shared with ${to.id} already`);
  const from = now();
  try {
    const context = { account: session.account, ids: thing.ids, to, toHttp: toSession.http };
    const given = await give({ http: session.http, ...context });
    const ids = givenTexts(given?.ids, 'sharing.share (ids)');
    const until = timeOf(given?.until);
    const made: Share = { thing, to, ids, until, ended: false };
    recordEntitled(worker, made, from);
    worker.holdings.shares.set(key, made);
    worker.journal.write({ holds: 'shares', item: saveShare(made) });
    if (until !== null) recordEnd(worker, made, until - clockSkew, until + clockSkew);
    return made;
  } catch (error) {
    // The share may exist although the call failed, and using it is no leak then.
    recordEntitled(worker, { thing, to }, from);
    worker.recordFact(failedFact(thing.owner.id, thing.owner.cohort, 'sharing', error));
    throw error;
  }
}

/**
 * Milliseconds after which a time is surely another one. What is asked in the millisecond in which a share ended judges
 * neither way, and a fast deployment was asked again within it.
 */
const nextMoment = 2;

/** Ends a share before its time. See `Worker.endShare`. */
export async function endShare(
  worker: RunIdentity & Recorder & Holder,
  session: Session,
  ended: Share,
): Promise<Share> {
  const { end } = sharingOf(worker);
  if (typeof end !== 'function') throw new Error(`shares cannot be ended: ${end.none}`);
  const { thing, to } = ended;
  const from = now();
  try {
    const ids = { ...thing.ids, ...ended.ids };
    await end({ http: session.http, account: session.account, ids, to });
  } catch (error) {
    worker.recordFact(failedFact(thing.owner.id, thing.owner.cohort, 'ending a share', error));
    throw error;
  }
  recordEnd(worker, ended, from, now());
  await sleep(nextMoment);
  const over: Share = { ...ended, ended: true };
  worker.holdings.shares.set(`${thing.id} ${to.id}`, over);
  return over;
}

/**
 * Whether the thing may be shared anew. Access is over as soon as the owner ends the share, but its expiry is recorded
 * as an end already, which would be taken for that of the new share as long as it is to come.
 */
function mayShareAgain({ ended, until }: Share): boolean {
  return until === null ? ended : now() > until + clockSkew;
}

/** Whether accounts of a role come to see all that is the owner's, and not only the thing. */
function isOfAccount(worker: RunIdentity, role: Role): boolean {
  return sharingOf(worker).with?.[role] === 'account';
}

/** The end of one share would count as that of another, if both are of all that is the owner's. */
function hasOtherShare({ holdings }: Holder, { thing, to }: Pick<Share, 'thing' | 'to'>): boolean {
  return holdings.shares
    .values()
    .some(
      (share) =>
        share.to.id === to.id &&
        share.thing.owner.id === thing.owner.id &&
        share.thing.id !== thing.id,
    );
}

function sharingOf({ definition }: RunIdentity): Sharing {
  const { sharing } = definition;
  if (sharing === undefined) throw new Error('the definition says nothing of sharing');
  if ('none' in sharing) throw new Error(`nothing can be shared: ${sharing.none}`);
  return sharing;
}

function timeOf(until: Date | undefined): number | null {
  if (until === undefined) return null;
  const time = until instanceof Date ? until.getTime() : Number.NaN;
  if (Number.isNaN(time)) throw new TypeError('sharing.share returned an until that is no Date');
  if (time <= now()) throw new Error('sharing.share returned an until that has passed');
  return time;
}

function recordEntitled(
  worker: RunIdentity & Recorder,
  { thing, to }: Pick<Share, 'thing' | 'to'>,
  from: number,
) {
  worker.recordFact({
    type: 'fact',
    fact: 'entitled',
    from,
    at: now(),
    viewer: to.id,
    owner: thing.owner.id,
    thing: isOfAccount(worker, to.role) ? null : thing.id,
    field: null,
  });
}

/** Records the end of a share. Access that `maySee` grants goes on, so it is recorded again from the end on. */
function recordEnd(
  worker: RunIdentity & Recorder & Holder,
  { thing, to }: Share,
  from: number,
  at: number,
): void {
  const owner = thing.owner.id;
  const viewer = to.id;
  const all = isOfAccount(worker, to.role);
  const ended = all ? null : thing.id;
  worker.recordFact({ type: 'fact', fact: 'revoked', from, at, viewer, owner, thing: ended });
  const { maySee } = worker.definition;
  if (maySee === undefined) return;
  const { things } = worker.holdings;
  const properties = all
    ? [
        ownDetails(worker, thing.owner),
        ...[...things.values()]
          .filter((one) => one.owner.id === owner)
          .map((one) => partsOf(worker, one)),
      ]
    : [partsOf(worker, things.get(thing.id) ?? thing)];
  for (const property of properties)
    for (const fact of entitledFacts(maySee, property, [to], { at: at + 1 }))
      worker.recordFact(fact);
}

import { now } from '../../domain/clock.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import type { PartyMember } from '../../deployment/views.ts';
import { digestsOf } from './digests-of.ts';
import { entitle, partsOf } from './entitle.ts';
import { failedFact } from '../state/failed-fact.ts';
import { givenTexts } from '../state/given-texts.ts';
import { takeNumber } from '../state/holdings.ts';
import { accountsOf, firstOf, withSessions } from '../state/party.ts';
import { levelsOfBooking, noteDeed } from './deeds.ts';
import { nameAddressee } from './addressee.ts';
import { plantLater, plantToken } from './plant.ts';
import { saveThing } from './saved-items.ts';
import { unlessRefused } from './unless-refused.ts';
import type { Account, Session, Thing } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Holder } from '../state/holdings.ts';
import type { Scanning } from '../scan/inspect.ts';
import type { MediaMaking } from './seed-media.ts';

/** The roles of a worker that can create things and act on them. */
export type ThingSeeding = RunIdentity & Recorder & Holder & Scanning & MediaMaking;

/** Books a consultation with all its parts. See `Worker.createThing`. */
export async function createThing(worker: ThingSeeding, session: Session): Promise<Thing> {
  const { account } = session;
  const from = now();
  const id = nextThing(worker, account);
  const members = withSessions(worker, account.party);
  const token = (field: string): string => plantToken(worker, account, field, id);
  const answered = begin(worker, account, id, from);
  try {
    const given = await unlessRefused(answered, async (watch) => {
      const party = watch.party(members);
      return worker.definition.consultations.create({
        http: watch.client(session.http),
        account,
        cohort: account.cohort,
        party,
        staff: firstOf(party)?.account ?? null,
        staffHttp: firstOf(party)?.http ?? null,
        token,
        addressee: nameAddressee(worker, account, id),
        media: worker.mediaFor(token),
        phase: worker.phase,
      });
    });
    const ids = givenTexts(given, 'consultations.create');
    noteDeed(worker, account, levelsOfBooking(worker.definition, account.cohort));
    const thing = newThing(worker, { id, account, members, ids });
    worker.journal.write({ holds: 'things', item: saveThing(worker, thing) });
    answered();
    return admit(worker, thing, from);
  } catch (error) {
    worker.recordFact(failedFact(account.id, account.cohort, 'consultation', error));
    entitleUnfinished(worker, newThing(worker, { id, account, members }), from);
    throw error;
  }
}

/** Performs an action of the definition. See `Worker.act`. */
export async function act(
  worker: ThingSeeding,
  session: Session,
  name: string,
  thing: Thing | null,
): Promise<Thing | null> {
  const action = worker.definition.actions?.[name];
  if (action === undefined) throw new Error(`the definition has no action ${name}`);
  const { account } = session;
  const from = now();
  const id = thing?.id ?? (action.creates ? nextThing(worker, account) : null);
  const members = withSessions(worker, thing?.party ?? account.party);
  const answered =
    thing === null && id !== null ? begin(worker, account, id, from) : () => undefined;
  // For a thing that does not exist yet, `admit` records who may see it.
  const token = (field: string): string =>
    thing === null
      ? plantToken(worker, account, field, id)
      : plantLater(worker, account, field, thing);
  try {
    const given = await unlessRefused(answered, async (watch) =>
      action.run({
        http: watch.client(session.http),
        account,
        token,
        addressee: nameAddressee(worker, account, id),
        media: worker.mediaFor(token),
        ids: thing?.ids ?? {},
        party: watch.party(members),
        staff: thing === null ? (firstOf(members)?.account ?? null) : thing.staff,
      }),
    );
    const ids = givenTexts(given, `the action ${name}`);
    noteDeed(worker, account, action.makes);
    if (thing !== null) return addIds(worker, thing, ids);
    if (id === null || Object.keys(ids).length === 0) {
      answered();
      return null;
    }
    const made = newThing(worker, { id, account, members, ids });
    worker.journal.write({ holds: 'things', item: saveThing(worker, made) });
    answered();
    return admit(worker, made, from);
  } catch (error) {
    worker.recordFact(failedFact(account.id, account.cohort, name, error));
    if (thing === null && id !== null)
      entitleUnfinished(worker, newThing(worker, { id, account, members }), from);
    throw error;
  }
}

/** Writes down that a thing is about to be made. Call the returned function when it is known what became of it. */
function begin({ journal }: Holder, account: Account, thing: string, at: number): () => void {
  return journal.begin({ at, does: 'thing', account: account.id, thing });
}

function newThing(
  worker: RunIdentity,
  made: {
    id: string;
    account: Account;
    members: Readonly<Record<string, PartyMember>>;
    ids?: Ids;
  },
): Thing {
  const party = accountsOf(made.members);
  const { phase } = worker;
  return {
    id: made.id,
    owner: made.account,
    party,
    staff: firstOf(party),
    ids: made.ids ?? {},
    phase,
  };
}

/** Records ids that a thing got later. See `Worker.addIds`. */
export function addIds(
  worker: RunIdentity & Recorder & Holder & Scanning,
  thing: Thing,
  ids: Ids,
): Thing {
  const held = worker.holdings.things.get(thing.id) ?? thing;
  const fresh = Object.entries(ids).filter(([name, value]) => held.ids[name] !== value);
  if (fresh.length === 0) return held;
  const grown: Thing = { ...held, ids: { ...held.ids, ...ids } };
  worker.holdings.things.set(thing.id, grown);
  worker.journal.write({ holds: 'things', item: saveThing(worker, grown) });
  recordThing(worker, grown);
  entitle(worker, { owner: grown.owner, thing: grown, fields: fresh.map(([name]) => name) }, now());
  return grown;
}

/** Records who may see a thing whose creation failed. It may exist on the deployment, and seeing it is no leak then. */
function entitleUnfinished(
  worker: RunIdentity & Recorder & Holder,
  thing: Thing,
  from: number,
): void {
  entitle(worker, partsOf(worker, thing), from);
}

function admit(
  worker: RunIdentity & Recorder & Holder & Scanning,
  thing: Thing,
  from: number,
): Thing {
  worker.holdings.things.set(thing.id, thing);
  recordThing(worker, thing);
  entitle(worker, partsOf(worker, thing), from);
  return thing;
}

function recordThing(worker: Recorder & Scanning, thing: Thing): void {
  const { id, owner, ids, phase } = thing;
  worker.recordFact({
    type: 'fact',
    fact: 'thing-created',
    at: now(),
    thing: id,
    owner: owner.id,
    phase,
    ids,
    digests: digestsOf(worker, ids),
  });
  knowThing(worker, thing);
}

/** Makes the scanner recognise the thing's ids. */
export function knowThing(worker: Scanning, { id, owner, ids }: Thing): void {
  for (const [name, value] of Object.entries(ids))
    worker.inspecting.known.addId(owner.id, id, name, value);
}

function nextThing(worker: Holder, account: Account): string {
  return `${account.id}.${takeNumber(worker.holdings, account.id, 'nextThing')}`;
}

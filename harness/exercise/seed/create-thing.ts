import type { Ids } from '../../domain/thing.ts';
import type { PartyMember } from '../../deployment/definition.ts';
import type { Core } from '../state/core.ts';
import { digestsOf } from './digests-of.ts';
import { entitle, partsOf } from './entitle.ts';
import { failedFact } from '../state/failed-fact.ts';
import { givenTexts } from '../state/given-texts.ts';
import { takeNumber } from '../state/holdings.ts';
import { accountsOf, firstOf, withSessions } from '../state/party.ts';
import { plantLater, plantToken } from './plant.ts';
import type { Account, Session, Thing } from '../state/worker-types.ts';

/** Books a consultation with all its parts. See `Worker.createThing`. */
export async function createThing(core: Core, session: Session): Promise<Thing> {
  const { account } = session;
  const from = Date.now();
  const id = nextThing(core, account);
  const members = withSessions(core, account.party);
  const token = (field: string): string => plantToken(core, account, field, id);
  try {
    const given = await core.options.definition.consultations.create({
      http: session.http,
      account,
      cohort: account.cohort,
      party: members,
      staff: firstOf(members)?.account ?? null,
      staffHttp: firstOf(members)?.http ?? null,
      token,
      media: core.mediaFor(token),
      phase: core.options.phase,
    });
    const ids = givenTexts(given, 'consultations.create');
    return admit(core, newThing(core, { id, account, members, ids }), from);
  } catch (error) {
    core.recordFact(failedFact(account.id, account.cohort, 'consultation', error));
    entitleUnfinished(core, newThing(core, { id, account, members }), from);
    throw error;
  }
}

/** Performs an action of the definition. See `Worker.act`. */
export async function act(
  core: Core,
  session: Session,
  name: string,
  thing: Thing | null,
): Promise<Thing | null> {
  const action = core.options.definition.actions?.[name];
  if (action === undefined) throw new Error(`the definition has no action ${name}`);
  const { account } = session;
  const from = Date.now();
  const id = thing?.id ?? (action.creates ? nextThing(core, account) : null);
  const members = withSessions(core, thing?.party ?? account.party);
  // Of a thing that is still to be, who may see it is told at its creation.
  const token = (field: string): string =>
    thing === null ? plantToken(core, account, field, id) : plantLater(core, account, field, thing);
  try {
    const given = await action.run({
      http: session.http,
      account,
      token,
      media: core.mediaFor(token),
      ids: thing?.ids ?? {},
      party: members,
      staff: thing === null ? (firstOf(members)?.account ?? null) : thing.staff,
    });
    const ids = givenTexts(given, `the action ${name}`);
    if (thing !== null) return addIds(core, thing, ids);
    if (id === null || Object.keys(ids).length === 0) return null;
    return admit(core, newThing(core, { id, account, members, ids }), from);
  } catch (error) {
    core.recordFact(failedFact(account.id, account.cohort, name, error));
    if (thing === null && id !== null)
      entitleUnfinished(core, newThing(core, { id, account, members }), from);
    throw error;
  }
}

function newThing(
  core: Core,
  made: {
    id: string;
    account: Account;
    members: Readonly<Record<string, PartyMember>>;
    ids?: Ids;
  },
): Thing {
  const party = accountsOf(made.members);
  const { phase } = core.options;
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
export function addIds(core: Core, thing: Thing, ids: Ids): Thing {
  const held = core.holdings.things.get(thing.id) ?? thing;
  const fresh = Object.entries(ids).filter(([name, value]) => held.ids[name] !== value);
  if (fresh.length === 0) return held;
  const grown: Thing = { ...held, ids: { ...held.ids, ...ids } };
  core.holdings.things.set(thing.id, grown);
  recordThing(core, grown);
  entitle(
    core,
    { owner: grown.owner, thing: grown, fields: fresh.map(([name]) => name) },
    Date.now(),
  );
  return grown;
}

/** What failed half-way may exist on the deployment all the same: whoever may see it must not raise an alarm. */
function entitleUnfinished(core: Core, thing: Thing, from: number): void {
  entitle(core, partsOf(core, thing), from);
}

function admit(core: Core, thing: Thing, from: number): Thing {
  core.holdings.things.set(thing.id, thing);
  recordThing(core, thing);
  entitle(core, partsOf(core, thing), from);
  return thing;
}

function recordThing(core: Core, thing: Thing): void {
  const { id, owner, ids, phase } = thing;
  core.recordFact({
    type: 'fact',
    fact: 'thing-created',
    at: Date.now(),
    thing: id,
    owner: owner.id,
    phase,
    ids,
    digests: digestsOf(core, ids),
  });
  knowThing(core, thing);
}

/** Makes the thing's ids recognisable. */
export function knowThing(core: Core, { id, owner, ids }: Thing): void {
  for (const [name, value] of Object.entries(ids))
    core.inspecting.known.addId(owner.id, id, name, value);
}

function nextThing(core: Core, account: Account): string {
  return `${account.id}.${takeNumber(core.holdings, account.id, 'nextThing')}`;
}

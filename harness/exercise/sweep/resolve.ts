import { disturbances } from '../../deployment/probe.ts';
import type { ProbeAttempt, RequestChange } from '../../deployment/probe.ts';
import { askable, described } from '../../deployment/surfaces/surface.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { allowsPost } from '../../deployment/write.ts';
import type { SweepProbe } from '../probes/probe.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Thing } from '../state/held.ts';
import type { Worker } from '../worker/worker.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';
import { removedThing, variants } from '../../domain/surfaces/variant.ts';

/** Turns an attempt that a probe named into a request of the worker. */
export type Resolve = (probe: SweepProbe, attempt: ProbeAttempt) => AttemptRequest;

/** Whether judging treats a variant of this name in a special way. No change of a definition's probe may have it. */
function isReserved(name: string): boolean {
  return variants.some((variant) => variant === name) || /^(range|expired)/.test(name);
}

/**
 * Creates the function that resolves the attempts of one batch. It throws a TypeError when an attempt reaches beyond
 * the run (no id of a real person may be requested), or is sent in a way that its probe may not choose.
 */
export function createResolve(worker: Worker): Resolve {
  const { accounts, things, definition } = worker;
  const surfaces = new Set<Surface>(described(definition.surfaces));
  const asked = new Set(askable(definition.surfaces));
  const sessions = new Map(worker.sessions.map((session) => [session.id, session]));
  const thingsById = new Map(things.map((thing) => [thing.id, thing]));
  const ids = new Set([...accounts, ...things].flatMap((one) => Object.values(one.ids)));

  const checkIds = ({ ids: others = {} }: RequestChange, { id, needs }: Surface): void => {
    for (const [name, value] of Object.entries(others)) {
      if (!needs.includes(name)) refuse(`an id ${name}, which ${id} does not need`);
      if (!ids.has(value)) refuse(`an id ${name} that is not of this run`);
    }
  };
  const addresses = new Set(worker.namedAddresses.map(({ url }) => url));
  const given = new Set<SweepProbe>(definition.probes);
  return (probe, attempt) => {
    const { surface, change } = attempt;
    const isGiven = given.has(probe);
    const address = 'address' in attempt ? attempt.address : undefined;
    const session = attempt.session === null ? null : sessions.get(attempt.session.id);
    const thing =
      attempt.thing === null
        ? null
        : (thingsById.get(attempt.thing.id) ?? (isGiven ? undefined : removedIn(attempt)));
    if (session === undefined) refuse('a session that the run does not have');
    // Its thing is set apart from those of the run, and its surface is made of a write that the definition names.
    if (!isGiven && isOfTrial(attempt)) return { ...attempt, probe: probe.id };
    if (thing === undefined) refuse('a thing that the run does not have');
    if (address instanceof URL && addresses.has(address))
      return { ...attempt, probe: probe.id, session, thing, address };
    if (address !== undefined) refuse('an address that no answer named');
    if (!surfaces.has(surface)) refuse('a surface that the definition does not name');
    if (!asked.has(surface)) refuse(`${surface.id}, which is listened to and not asked`);
    if (change !== undefined) {
      if (!traitsOf(surface).repeatable)
        refuse(`a change to ${surface.id}, which is reached by a link`);
      if (isGiven && isReserved(change.name)) refuseName(change.name);
      checkWay(change, probe, allowsPost(definition));
      checkIds(change, surface);
    }
    // What only Chaperone's own probes may ask for is not taken from others.
    if (isGiven) return { probe: probe.id, session, surface, thing, ...(change && { change }) };
    return { probe: probe.id, ...attempt, session, thing };
  };
}

/** Whether an attempt belongs to the trial of a write, which only Chaperone's own probes make. */
function isOfTrial(attempt: ProbeAttempt | AttemptRequest): attempt is AttemptRequest {
  return 'writing' in attempt && attempt.writing !== undefined;
}

/** The thing that an attempt asks for after its removal, which the run holds no more. */
function removedIn(attempt: ProbeAttempt | AttemptRequest): Thing | undefined {
  const isOfRemoved = 'variant' in attempt && attempt.variant === removedThing;
  return isOfRemoved ? (attempt.thing ?? undefined) : undefined;
}

/** Headers and the parameter by which frameworks let a request be handled as one of another method. */
const overrideHeaders = /^x-(?:http-method(?:-override)?|method-override)$/i;
const overrideParameter = '_method';

const harmless = ['GET', 'HEAD', 'OPTIONS'];

/** The methods that a server may handle a request as: its own, and those that override it. */
function methodsOf({ method = 'GET', headers = {}, query = {} }: RequestChange): string[] {
  const overriding = Object.entries(headers).filter(([name]) => overrideHeaders.test(name));
  const parameter = query[overrideParameter];
  return [
    method,
    ...overriding.map(([, value]) => value),
    ...(parameter === undefined ? [] : [parameter]),
  ].map((each) => each.trim().toUpperCase());
}

function checkWay(change: RequestChange, { disturbs }: SweepProbe, mayWrite: boolean): void {
  const { name, path } = change;
  if (!/^[\w.-]{1,60}$/.test(name)) refuseName(name);
  const methods = methodsOf(change);
  const unknown = methods.find((each) => !harmless.includes(each) && each !== 'POST');
  if (unknown !== undefined) refuse(`the method ${unknown}`);
  if (path !== undefined && typeof path !== 'function') refuse('a path that is no function');
  if (!methods.includes('POST')) return;
  if (!mayWrite) refuse('a POST, for which the definition gives no leave (writes)');
  if (disturbances.indexOf(disturbs) < disturbances.indexOf('data'))
    refuse('a POST, which disturbs data');
}

function refuseName(name: string): never {
  return refuse(
    `a change by the name ${JSON.stringify(name)}: choose another, of letters and hyphens`,
  );
}

function refuse(what: string): never {
  throw new TypeError(`it names ${what}`);
}

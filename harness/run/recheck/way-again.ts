import type { Violation } from '../../domain/verdict.ts';
import { askable } from '../../deployment/surface.ts';
import type { AskedSurface } from '../../deployment/surface.ts';
import type { Definition } from '../../deployment/definition.ts';
import { probesFor } from '../../exercise/probes/catalogue.ts';
import { ownViews } from '../../exercise/probes/own-views.ts';
import type { SweepProbe } from '../../exercise/probes/probe.ts';

/** Probes whose way of asking needs no more than a few accounts and no time to pass. */
const repeatable: ReadonlySet<string> = new Set([
  'own-views',
  'foreign-ids',
  'ranges',
  'links',
  'without-session',
  'ended-sessions',
  'sign-out',
  'nested-ids',
  'method-and-spelling',
]);

/** How a violation is asked for again: the surface, and the probes that ask, owners first. */
export type WayAgain = { surface: AskedSurface; probes: readonly SweepProbe[] };

/** `why`: the reason if it can't be asked for in the same way. */
export function wayAgain(definition: Definition, violation: Violation): WayAgain | { why: string } {
  const { surface: id, channel } = violation;
  if (channel !== 'http') return { why: `it was seen ${seenBy[channel]}, and not asked for` };
  const surface = askable(definition.surfaces).find((one) => one.id === id);
  if (surface === undefined) return { why: `the definition describes no ${id} that can be asked` };
  const { probe } = violation;
  // What its accounts had done before counts, and does not stand in their cohorts: without it, gone would say nothing.
  if (probe === null)
    return { why: 'a property found it, by steps of its own: its replay makes them again' };
  if (!repeatable.has(probe))
    return { why: `the probe ${probe} needs more than two accounts and a few seconds` };
  const wanted = new Set([ownViews.id, probe]);
  return { surface, probes: probesFor(definition).filter(({ id: one }) => wanted.has(one)) };
}

const seenBy = {
  browser: 'in a browser',
  media: 'in a browser’s player',
  socket: 'on a connection',
} as const;

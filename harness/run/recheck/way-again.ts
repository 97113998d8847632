import type { Definition } from '../../deployment/definition.ts';
import { described } from '../../deployment/surfaces/surface.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import type { Part } from '../../domain/attempts/attempt.ts';
import { placeOfAddress } from '../../domain/surfaces/link-variant.ts';
import { acrossUpdate } from '../../domain/surfaces/variant.ts';
import type { Violation } from '../../domain/verdict/verdict.ts';
import { aloneProbes, probesFor } from '../../exercise/probes/catalogue.ts';
import { foreignIds } from '../../exercise/probes/foreign-ids.ts';
import { listening } from '../../exercise/probes/listening.ts';
import { ownViews } from '../../exercise/probes/own-views.ts';
import type { SweepProbe } from '../../exercise/probes/probe.ts';
import { withoutSession } from '../../exercise/probes/without-session.ts';

/** How a violation is asked for again. */
export type WayAgain = {
  /** The surface that was asked, or whose answer named what was asked. */
  surface: Surface;
  /** The probes that ask, in the order of the catalogue: who asks plainly, those that the violation's probe takes up from, and that one. */
  probes: readonly SweepProbe[];
  /** The violation's probe carries what one surface shows to others, so that all are needed. */
  allSurfaces: boolean;
};

/** Why it can't be asked for in the same way, and the parts of a run that would look. */
export type NoWayAgain = { why: string; instead: readonly Part[] };

/** How the probe of a violation asks again, with what it takes up from; or why that can't be. */
export function wayAgain(definition: Definition, violation: Violation): WayAgain | NoWayAgain {
  const { channel, probe: id } = violation;
  if (channel === 'browser' || channel === 'media')
    return { why: `it was seen ${seenBy[channel]}, and not asked for`, instead: ['scenarios'] };
  // What its accounts had done before counts, and does not stand in their cohorts: without it, gone would say nothing.
  if (id === null) {
    const why = 'a property or a scenario found it, by steps of its own';
    return { why, instead: ['properties', 'scenarios'] };
  }
  const surface = surfaceAgain(definition, violation.surface);
  if (surface === undefined) {
    const why = `the definition describes no ${violation.surface} that can be asked`;
    return { why, instead: ['sweep'] };
  }
  const all = [...probesFor(definition), ...aloneProbes];
  const probe = id === acrossUpdate ? listening : all.find((one) => one.id === id);
  if (probe === undefined) return { why: `there is no probe ${id} any more`, instead: ['sweep'] };
  const wanted = new Set([...plainly, ...(probe.follows ?? []), probe.id]);
  return {
    surface,
    probes: all.filter((one) => wanted.has(one.id)),
    allSurfaces: probe.carriesOver === true,
  };
}

const seenBy = { browser: 'in a browser', media: 'in a browser\u2019s player' } as const;

/** Probes that ask plainly: others look at what came of that, and nothing holds without it. */
const plainly = [ownViews.id, foreignIds.id, withoutSession.id];

/** The surface of an id; or the one whose answer named the address that is recorded under it, or that a link takes it from. */
function surfaceAgain(definition: Definition, id: string): Surface | undefined {
  const surfaces = described(definition.surfaces);
  const named = placeOfAddress(id).surface;
  return (
    surfaces.find((one) => one.id === named) ??
    surfaces.find((one) => one.kind === 'link' && one.link.from === named)
  );
}

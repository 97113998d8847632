import type { Channel } from '../attempts/attempt.ts';
import { forgedVariants } from './link-variant.ts';
import type { LinkVariant } from './link-variant.ts';
import type { SurfaceInfo, SurfaceKind } from './surface.ts';

/** What follows from how a surface is reached, for those who try it, judge it and report on it. */
export type SurfaceTraits = {
  /** Its address is made of ids alone, so that anybody can ask for it; otherwise the deployment hands it out. */
  addressedByIds: boolean;
  /** Its request can be sent again as it is, or changed, at any time. */
  repeatable: boolean;
  /** Ways to get at it without being given its address. None: its address is no secret. */
  forgedVariants: readonly LinkVariant[];
  /** Channels of the attempts that are made for the surface itself, and not along the way. */
  channels: readonly Channel[];
  /** It may say nothing to somebody who is let in: silence is no refusal, and does not show that a session lives. */
  mayBeSilent: boolean;
  /** A list shows everything each time. Otherwise what was told once need not be told again, and is not lost. */
  tellsAgain: boolean;
  /** Owners ask for each of their things; otherwise only for some, as things happen to them. */
  asksForEach: boolean;
  /** Those that something had been shared with try it again once the share has ended. */
  triedAfterShares: boolean;
};

const traits: Readonly<Record<SurfaceKind, SurfaceTraits>> = {
  request: {
    addressedByIds: true,
    repeatable: true,
    forgedVariants: [],
    channels: ['http'],
    mayBeSilent: false,
    tellsAgain: true,
    asksForEach: true,
    triedAfterShares: true,
  },
  link: {
    addressedByIds: false,
    repeatable: false,
    forgedVariants,
    channels: ['http'],
    mayBeSilent: false,
    tellsAgain: true,
    asksForEach: true,
    // Its address has an end of its own.
    triedAfterShares: false,
  },
  listen: {
    addressedByIds: true,
    repeatable: false,
    forgedVariants: [],
    channels: ['http', 'socket'],
    mayBeSilent: true,
    tellsAgain: false,
    asksForEach: false,
    triedAfterShares: false,
  },
};

/** The traits of a surface's kind. */
export function traitsOf({ kind }: Pick<SurfaceInfo, 'kind'>): SurfaceTraits {
  return traits[kind];
}

/** Seconds after which an address of the surface must no longer work for anybody; null where it has no end of its own. */
export function lifetimeOf(surface: SurfaceInfo): number | null {
  return surface.kind === 'link' ? (surface.link.lasts ?? null) : null;
}

/**
 * Whether whoever has an address of this surface may use it as long as it lasts, by design. Strangers then have no
 * plain attempt to be refused; what they forge is judged, and need not be possible.
 */
export function isForBearers(surface: SurfaceInfo): boolean {
  return surface.kind === 'link' && surface.link.bearer === true;
}

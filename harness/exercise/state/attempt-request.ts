import type { LinkVariant, namedAddress } from '../../domain/link-variant.ts';
import type { RangeVariant } from '../../domain/range-variants.ts';
import type { RequestChange } from '../../deployment/probe.ts';
import type { AskedSurface } from '../../deployment/surface.ts';
import type { Session, Thing } from './held.ts';

/** One way of sending an attempt. */
export type Variant = 'plain' | 'head' | RangeVariant | LinkVariant | typeof namedAddress;

/** Orders one attempt: who asks, for what, and how. */
export type AttemptRequest = {
  /** Null: anonymous. */
  session: Session | null;
  surface: AskedSurface;
  /** Null: the viewer's own list at a fixed address. */
  thing: Thing | null;
  /** Default `plain`. */
  variant?: Variant;
  /** Changes to the surface's own request, used instead of a variant. Default: none. */
  change?: RequestChange;
  /** An address to ask instead of the surface's own, at which nothing else is known. Default: the surface's own. */
  address?: URL;
  /** Id of the probe that makes the attempt. */
  probe?: string;
  /** The attempt that this one repeats after an unclear outcome. */
  retryOf?: string;
  shrinking?: true;
};

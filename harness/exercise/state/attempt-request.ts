import type { LinkVariant } from '../../domain/link-variant.ts';
import type { RangeVariant } from '../../domain/range-variants.ts';
import type { RequestChange } from '../../deployment/probe.ts';
import type { AskedSurface } from '../../deployment/surface.ts';
import type { Session, Thing } from './held.ts';

/** One way of sending an attempt. */
export type Variant = 'plain' | 'head' | RangeVariant | LinkVariant;

/** What one attempt is to do. */
export type AttemptRequest = {
  /** Null: anonymous. */
  session: Session | null;
  surface: AskedSurface;
  /** Null: the viewer's own list at a fixed address. */
  thing: Thing | null;
  /** Default `plain`. */
  variant?: Variant;
  /** How the request differs from the surface's own, instead of by a variant. Default: it does not. */
  change?: RequestChange;
  /** Id of the probe that makes it. */
  probe?: string;
  /** The attempt that this one repeats after an unclear outcome. */
  retryOf?: string;
  shrinking?: true;
};

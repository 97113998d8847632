import type {
  endedAddress,
  LinkVariant,
  namedAddress,
} from '../../domain/surfaces/link-variant.ts';
import type { Writing } from '../../domain/attempts/attempt.ts';
import type { removedThing } from '../../domain/surfaces/variant.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import type { RangeVariant } from '../../domain/surfaces/range-variants.ts';
import type { RequestChange } from '../../deployment/probe.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import type { SentCookie, Session, Thing } from './held.ts';

/** A place of a request in which sessions carry a credential. `scheme`: such as `Bearer`; empty for none. */
export type Carrier =
  | { kind: 'header'; name: string; scheme: string }
  | { kind: 'cookie'; name: string };

/** Headers and cookies, by name, that sessions of several accounts send alike: a client's name, a tenant, a language. */
export type Company = Readonly<Record<'headers' | 'cookies', Readonly<Record<string, string>>>>;

/**
 * A value in the place of a session's credential. The value may be a secret, and is never recorded. `company`: what goes
 * with it; a deployment may refuse everything without. Default: nothing.
 */
export type Carried = { carrier: Carrier; value: string; company?: Company };

/** In whose answer a value stood, and where. */
export type ValueHolder = { session: Session; surface: Pick<AskedSurface, 'id'>; where: string };

/**
 * The accounts in whose answers a value stood, and `views`: the accounts that each account's own answers at the requested
 * surface name.
 */
export type FreshTrial = {
  holders: ReadonlyMap<AccountId, ValueHolder>;
  views: ReadonlyMap<AccountId, ReadonlySet<AccountId>>;
};

/** One way of sending an attempt. */
export type Variant =
  | 'plain'
  | 'head'
  | RangeVariant
  | LinkVariant
  | typeof namedAddress
  | typeof endedAddress
  | typeof removedThing;

/**
 * When a request is hung up: so many milliseconds after it was sent, once the head of its answer is there, or once the
 * first bytes of its body are. One that was answered before is not hung up.
 */
export type HangUp = { after: number } | 'head' | 'body';

/** Orders one attempt: who asks, for what, and how. */
export type AttemptRequest = {
  /** Null: anonymous. */
  session: Session | null;
  surface: AskedSurface;
  /** Null: the viewer's own list at a fixed address. */
  thing: Thing | null;
  /** Ids that the address may take beside those of the thing: a share gave them to whoever asks. Default: none. */
  given?: Ids;
  /** Default `plain`. */
  variant?: Variant;
  /** Of an `exchanged` address: what is exchanged, as in `Attempt`. Default: attempts take turns. */
  exchange?: string;
  /** Changes to the surface's own request, used instead of a variant. Default: none. */
  change?: RequestChange;
  /** An address to ask instead of the surface's own, at which nothing else is known. Default: the surface's own. */
  address?: URL;
  /** Before this time (milliseconds since the epoch) nothing is sent, and the attempt is unclear. Default: 0. */
  notBefore?: number;
  /**
   * A value that the request carries where sessions carry theirs: of a whole session or one that was signed out, or from an
   * answer (`fresh`), in place of all of the session's own credentials; of a half sign-in in addition to them. Default: none.
   */
  carried?: Carried;
  /** A cookie that is sent in place of the session’s own of that name, and not recorded. Default: none is. */
  cookie?: SentCookie;
  /** The carried value stood in answers of the deployment. Default: it is one of the run's own. */
  fresh?: FreshTrial;
  /** Its part in the trial of a write. Default: it belongs to none. */
  writing?: Writing;
  /**
   * Attempts of one batch with the same name here are released at the same moment, with nothing else under way. Those of
   * them that are hung up come first; once they are, the others are released, half of them a moment later. Default:
   * whenever there is room.
   */
  together?: string;
  /**
   * The request is hung up, and its connection with it. Nothing is recorded of it, since it shows neither a grant nor a
   * refusal: it is there for what it may do to the next. Default: the answer is awaited.
   */
  hangUp?: HangUp;
  /** Milliseconds for which the reader rests after each piece of the body. Default: 0. */
  rest?: number;
  /** What the answer's fields are is recorded, to see whether they move. Default: it is not. */
  watched?: true;
  /** Id of the probe that makes the attempt. */
  probe?: string;
  /** The attempt that this one repeats after an unclear outcome. */
  retryOf?: string;
  shrinking?: true;
};

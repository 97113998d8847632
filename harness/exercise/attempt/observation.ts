import type { Attempt, Channel } from '../../domain/attempt.ts';
import type { Gives } from '../../domain/surface.ts';
import type { Session, Thing } from '../state/held.ts';

/** Something that a browser received or showed, outside the worker's own requests. */
export type Observation = {
  session: Session | null;
  /** The id of a surface; of one in the definition, what it says of rows is gone by. */
  surface: string;
  gives: Gives;
  thing: Thing | null;
  variant: string;
  sentAt: number;
  answeredAt: number;
  /** Null for what has none: a page as shown. */
  status: number | null;
  /** As received, all of them: `set-cookie` too. */
  headers: Readonly<Record<string, string>>;
  /** What was received (decoded bytes or shown text), each with its place in words: an answer's `body`, `text of the page`. */
  received: readonly { where: string; content: Uint8Array | string }[];
  /** Rows of a list as shown, in order; null where there are none to attribute. Those of a list's `body` are told. */
  rows: readonly string[] | null;
  /** Texts read from video frames (QR). */
  frames: readonly string[];
  /** What was asked with (the address first, ids, header values), so that its echo is no sighting. */
  sent: readonly string[];
  channel: Exclude<Channel, 'http'>;
  /** Default: by sightings and status as for HTTP. */
  outcome?: Attempt['outcome'];
  why?: string;
};

import type { Attempt, Channel } from '../../domain/attempt.ts';
import type { Gives } from '../../domain/surface.ts';
import type { Session, Thing } from '../state/held.ts';

/** Something that a browser received or showed, outside the worker's own requests. */
export type Observation = {
  session: Session | null;
  surface: string;
  gives: Gives;
  thing: Thing | null;
  variant: string;
  sentAt: number;
  answeredAt: number;
  status: number | null;
  headers: Readonly<Record<string, string>>;
  /** What was received (decoded bytes or shown text), each with its place in words (`text of the page`). */
  received: readonly { where: string; content: Uint8Array | string }[];
  /** Rows of a list as shown, in order; null where there are none to attribute. */
  rows: readonly string[] | null;
  /** Texts read from video frames (QR). */
  frames: readonly string[];
  /** What was asked with (addresses, ids), so that its echo is no sighting. */
  sent: readonly string[];
  channel: Exclude<Channel, 'http'>;
  /** Default: by sightings and status as for HTTP. */
  outcome?: Attempt['outcome'];
  why?: string;
};

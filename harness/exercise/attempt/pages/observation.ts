import type { Attempt, Channel } from '../../../domain/attempts/attempt.ts';
import type { Gives } from '../../../domain/surfaces/surface.ts';
import type { RowPicture } from '../../../media/picture-of-row.ts';
import type { Session, Thing } from '../../state/held.ts';

/** Something that a browser received or showed, outside the worker's own requests. */
export type Observation = {
  session: Session | null;
  /** The id of a surface. If the definition has this surface, its `items` says where the rows are. */
  surface: string;
  gives: Gives;
  thing: Thing | null;
  variant: string;
  sentAt: number;
  answeredAt: number;
  /** Null for a page as shown, which has no status. */
  status: number | null;
  /** All headers as received, including `set-cookie`. */
  headers: Readonly<Record<string, string>>;
  /**
   * The received bodies (decoded) and shown texts, each with a description of its place: `body`, `text of the page`.
   */
  received: readonly { where: string; content: Uint8Array | string }[];
  /** The rows of a list as shown, in order. Null: there are none, or they are found in the `body`. */
  rows: readonly string[] | null;
  /** The CSS selector by which `rows` were found in the page as shown. Default: nobody says how they were found. */
  items?: string | undefined;
  /** Texts read from video frames (QR). */
  frames: readonly string[];
  /** The texts of the request (the address first, ids, header values), whose echo is no sighting. */
  sent: readonly string[];
  channel: Exclude<Channel, 'http'>;
  /** Default: decided from sightings and status, as for HTTP. */
  outcome?: Attempt['outcome'];
  why?: string;
  /** The id of the trace that the request carried. Default: none. */
  trace?: string | undefined;
  /**
   * Takes a picture of the page as shown, with the row that shows one of these texts and all else unreadable; null where
   * none does. Asked for where a token of another's was seen. Default: there is no page to take one of.
   */
  picture?(texts: readonly string[]): Promise<RowPicture | null>;
};

/** The trace of a request of a page. `id`: 32 hex digits. */
export type PageTrace = { id: string; headers: Readonly<Record<string, string>> };

import { decodeText } from '../../../domain/decode-text.ts';

/** A field that a recorded request sent. `file`: its media type, where it was a file; its value is not read then. */
export type SentField = { name: string; value: unknown; file: string | null };

/** A recorded request with its answer. */
export type Exchange = {
  /** Upper case. */
  method: string;
  url: URL;
  /** By lower-case name. */
  requestHeaders: ReadonlyMap<string, string>;
  requestBody: string | null;
  /** The media type of the request's body with its parameters; empty if none was recorded. */
  requestType: string;
  /** The fields of a form, where the recording gives them apart from the body. */
  requestParts: readonly SentField[];
  status: number;
  /** The media type in lower case, without parameters: `application/json`. Empty if none was recorded. */
  type: string;
  headers: ReadonlyMap<string, string>;
  /** Null if the recording has no body. */
  body: Buffer | null;
  /** The browser's type of the resource (`document`, `fetch`, `script`, `websocket`, …); empty if it is unknown. */
  kind: string;
};

/** The parsed body; undefined when it is not JSON. */
export function jsonOf({ body, type }: Pick<Exchange, 'body' | 'type'>): unknown {
  if (body === null || !/json/.test(type)) return undefined;
  try {
    return JSON.parse(decodeText(body));
  } catch {
    return undefined;
  }
}

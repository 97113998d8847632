import { decodeText } from '../../../domain/decode-text.ts';

/** A recorded request with its answer. */
export type Exchange = {
  /** Upper case. */
  method: string;
  url: URL;
  /** By lower-case name. */
  requestHeaders: ReadonlyMap<string, string>;
  requestBody: string | null;
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

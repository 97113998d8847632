/** One request with its answer, as recorded. */
export type Exchange = {
  /** Upper case. */
  method: string;
  url: URL;
  /** By lower-case name. */
  requestHeaders: ReadonlyMap<string, string>;
  requestBody: string | null;
  status: number;
  /** The media type alone, lower-case: `application/json`. Empty where none was recorded. */
  type: string;
  headers: ReadonlyMap<string, string>;
  /** Null where the recording has none. */
  body: Buffer | null;
  /** What the browser took it for (`document`, `fetch`, `script`, `websocket`, …); empty where it did not say. */
  kind: string;
};

/** The parsed body; undefined where it is no JSON. */
export function jsonOf({ body, type }: Pick<Exchange, 'body' | 'type'>): unknown {
  if (body === null || !/json/.test(type)) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

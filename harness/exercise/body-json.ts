/** A body as JSON, where it says that it is or looks like it; undefined where it is not. */
export function parseJson(body: Uint8Array | null, contentType: string): unknown {
  if (body === null || body.length === 0) return undefined;
  if (!/\bjson\b/.test(contentType) && body[0] !== 0x7b && body[0] !== 0x5b) return undefined;
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

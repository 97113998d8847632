/**
 * Deepest nesting that is parsed. No real list or record is deeper, and recursive functions may walk what is parsed.
 */
const deepest = 200;

const [quote, backslash, openObject, closeObject, openArray, closeArray] = [
  0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d,
];

/**
 * Parses a body whose content type is JSON or that begins like JSON. Returns undefined when it is not JSON, or is
 * nested deeper than 200 levels.
 */
export function parseJson(body: Uint8Array | null, contentType: string): unknown {
  if (body === null || body.length === 0) return undefined;
  if (!/\bjson\b/.test(contentType) && body[0] !== openObject && body[0] !== openArray)
    return undefined;
  if (isTooDeep(body)) return undefined;
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Most bodies have so few brackets that they need not be followed, which takes longer than parsing does. */
function mayBeTooDeep(body: Uint8Array): boolean {
  let count = 0;
  for (const bracket of [openObject, openArray]) {
    for (let at = body.indexOf(bracket); at >= 0; at = body.indexOf(bracket, at + 1)) {
      count += 1;
      if (count > deepest) return true;
    }
  }
  return false;
}

function isTooDeep(body: Uint8Array): boolean {
  if (!mayBeTooDeep(body)) return false;
  let depth = 0;
  let within = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (within && byte === backslash) at += 1;
    else if (byte === quote) within = !within;
    else if (within) continue;
    else if (byte === openObject || byte === openArray) depth += 1;
    else if (byte === closeObject || byte === closeArray) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

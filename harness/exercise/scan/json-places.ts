/**
 * Finds the JSON paths of byte offsets in a JSON text, in one pass and without parsing it: for each offset, the path
 * of the value or key that it lies in. Where the text turns out not to be JSON, the path read so far is given.
 * @param offsets ascending
 */
export function jsonPlaces(text: Uint8Array, offsets: readonly number[]): string[] {
  const places: string[] = [];
  // Names of other letters are not shown (`memberStep`), so that one byte a character will do.
  const letters = Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('latin1');
  const path: (string | number)[] = [];
  // For each container: whether it is an object whose next string is a key.
  const kinds: ('object' | 'array')[] = [];
  let keyNext = false;
  let wanted = offsets[0] ?? Infinity;
  for (let at = 0; at < text.length && places.length < offsets.length; at += 1) {
    const byte = text[at];
    let end = at;
    if (byte === quote) {
      end = stringEnd(text, at);
      if (keyNext) {
        path[path.length - 1] = letters.slice(at + 1, end);
        keyNext = false;
      }
    } else if (byte === openBrace || byte === openBracket) {
      kinds.push(byte === openBrace ? 'object' : 'array');
      path.push(byte === openBrace ? '' : 0);
      keyNext = byte === openBrace;
    } else if (byte === closeBrace || byte === closeBracket) {
      kinds.pop();
      path.pop();
      keyNext = false;
    } else if (byte === comma) {
      const last = path.length - 1;
      const index = path[last];
      if (typeof index === 'number') path[last] = index + 1;
      keyNext = kinds[last] === 'object';
    }
    while (wanted <= end) {
      places.push(written(path));
      wanted = offsets[places.length] ?? Infinity;
    }
    at = end;
  }
  while (places.length < offsets.length) places.push(written(path));
  return places;
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

function stringEnd(text: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === backslash ? 2 : 1;
  return Math.min(at, text.length - 1);
}

function written(path: readonly (string | number)[]): string {
  let place = '$';
  for (const step of path) {
    if (typeof step === 'number') place += `[${step}]`;
    else if (step !== '') place += memberStep(step);
  }
  return place;
}

/** Namespaces of vocabularies. In a key that begins with one, the rest is a plain name. */
const vocabulary =
  /^https?:\/\/(www\.w3\.org|purl\.org|schema\.org|xmlns\.com)\/[\w./-]{0,80}[/#](?=[^/#]+$)/;

/**
 * Writes a key as a step of a path: `.name`, or in JSON-LD `.ldp:contains`, and `.contains` for the full IRI. A key
 * that is no plain name becomes `.*`, because it may hold data.
 */
export function memberStep(key: string): string {
  const name = key.startsWith('http') ? key.replace(vocabulary, '') : key;
  return /^([\w-]{1,20}:)?[\w$@-]{1,40}$/.test(name) ? `.${name}` : '.*';
}

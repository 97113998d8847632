import { createHash } from 'node:crypto';

/** The digest of a plan, in hex, whatever its file's line breaks and indents; null where the text is no JSON. */
export function planDigest(text: string): string | null {
  try {
    return createHash('sha256')
      .update(JSON.stringify(JSON.parse(text)))
      .digest('hex');
  } catch {
    return null;
  }
}

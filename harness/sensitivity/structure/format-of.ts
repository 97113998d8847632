import type { Format } from './format.ts';
import { json } from './json.ts';
import { lines } from './lines.ts';
import { markup } from './markup.ts';

const formats = [json, markup, lines];

/** The format of a text; null where it is binary, or empty. */
export function formatOf(body: Buffer): Format | null {
  const text = body.toString('utf8');
  if (text.includes('\0') || text.includes('\ufffd')) return null;
  return formats.find((format) => format.reads(text)) ?? null;
}

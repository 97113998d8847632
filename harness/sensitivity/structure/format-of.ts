import type { Format } from './format.ts';
import { json } from './json.ts';
import { lines } from './lines.ts';
import { markup } from './markup.ts';
import { multipart } from './multipart.ts';

const formats = [json, markup, multipart, lines];

/** Media types whose lines are JSON. */
const jsonLines = /json-?l|ndjson|json-seq|json.*lines/i;

/** The format of a text; null where it is binary, or empty. */
export function formatOf(body: Buffer, mediaType: string): Format | null {
  const text = body.toString('utf8');
  if (text.includes('\0') || text.includes('\ufffd')) return null;
  if (jsonLines.test(mediaType) && lines.reads(text)) return lines;
  return formats.find((format) => format.reads(text)) ?? null;
}

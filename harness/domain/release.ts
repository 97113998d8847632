import { createHash } from 'node:crypto';
import { compareText } from './in-order.ts';

/** A release in parts, by their names: `{ build: '2020.6', configuration: '7f3a9c', flags: 'video=on' }`. */
export type ReleaseParts = Readonly<Record<string, string>>;

/** A release as it is recorded: in one line and, where the definition tells it so, in parts. */
export type RecordedRelease = { text: string; parts?: ReleaseParts };

/** A part of the release on both sides of the update; null: it was not told there. */
export type PartAcross = { part: string; before: string | null; after: string | null };

/** Longest text of a release and of a part, in characters, and most parts. */
const bounds = { text: 200, part: 100, parts: 10 };

/** What a definition's `release` returned, as it is recorded; or why it tells no release, after the words “it returned”. */
export function recordRelease(told: unknown): RecordedRelease | { fault: string } {
  if (typeof told === 'string') {
    const text = told.trim();
    return text === '' ? { fault: 'an empty text' } : { text: bounded(text, bounds.text) };
  }
  if (typeof told !== 'object' || told === null || Array.isArray(told))
    return { fault: `${kindOf(told)}, not a text` };
  const entries = Object.entries(told).sort(([a], [b]) => compareText(a, b));
  if (entries.length === 0) return { fault: 'no parts' };
  if (entries.length > bounds.parts)
    return { fault: `${entries.length} parts, and at most ${bounds.parts} will do` };
  const parts: [string, string][] = [];
  for (const [name, value] of entries) {
    if (!/^[\w.-]{1,40}$/.test(name))
      return { fault: 'a part whose name is not of letters, digits, dots and hyphens' };
    if (typeof value !== 'string') return { fault: `${kindOf(value)} as its part ${name}` };
    if (value.trim() === '') return { fault: `an empty text as its part ${name}` };
    parts.push([name, bounded(value.trim(), bounds.part)]);
  }
  const text = parts.map(([name, value]) => `${name} ${inLine(value)}`).join(', ');
  return { text: bounded(text, bounds.text), parts: Object.fromEntries(parts) };
}

/** The parts of a release before and after, sorted by name. Undefined: it is told in no parts on either side. */
export function partsAcross(
  before: ReleaseParts | undefined,
  after: ReleaseParts | undefined,
): PartAcross[] | undefined {
  if (before === undefined && after === undefined) return undefined;
  // Maps, since a part may have the name of what every object has, such as `constructor`.
  const [old, now] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort(compareText)
    .map((part) => ({ part, before: old.get(part) ?? null, after: now.get(part) ?? null }));
}

/** The value of a part in a line, quoted where it could be taken for other parts: two releases never share a line. */
function inLine(value: string): string {
  return /[,"]/.test(value) ? JSON.stringify(value) : value;
}

/** The text itself, or its beginning with the digest of all: texts that differ at their ends stay different. */
function bounded(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = `… (SHA-256 ${createHash('sha256').update(text).digest('hex').slice(0, 16)})`;
  return `${text.slice(0, most - end.length)}${end}`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

import { strangerWords } from './scramble.ts';
import type { Format } from './format.ts';

/**
 * Answers of several parts (`multipart/mixed`, `multipart/form-data`), each after a line with the boundary: a row is a
 * part that only one of the two has. Their boundaries may differ.
 */
export const multipart: Format = {
  reads: (text) => partsOf(text) !== null,
  withRow(own, other) {
    const [mine, theirs] = [partsOf(own), partsOf(other)];
    const row = partOnlyIn(theirs, mine);
    return mine === null || row === undefined
      ? null
      : written({ ...mine, parts: [...mine.parts, row] });
  },
  withoutRow(own, other) {
    const [mine, theirs] = [partsOf(own), partsOf(other)];
    const row = partOnlyIn(mine, theirs);
    return mine === null || row === undefined
      ? null
      : written({ ...mine, parts: mine.parts.filter((part) => part !== row) });
  },
  strangers(own, other) {
    const [mine, theirs] = [partsOf(own), partsOf(other)];
    if (theirs === null) return other;
    const strange = strangerWords((mine?.parts ?? []).join('\n'));
    // Of a part's head, only what it names in quotes may be somebody's.
    const parts = theirs.parts.map((part) => {
      const end = endOfHead(part);
      const head = part
        .slice(0, end)
        .replace(/"([^"]*)"/g, (_, value: string) => `"${strange(value)}"`);
      return head + strange(part.slice(end));
    });
    return written({ ...theirs, parts });
  },
  withValue: () => null,
  withId: () => null,
  withRecord: () => null,
};

type Parts = { boundary: string; newline: string; parts: readonly string[] };

/** The parts of a text; none where it has but its last boundary. Null: it is no multipart. */
function partsOf(text: string): Parts | null {
  const [, boundary = '', newline = ''] =
    /^(?:\r?\n)*(--[^\s]{1,72}?)(?:--)?(\r?\n)/.exec(text) ?? [];
  if (boundary.length < 4) return null;
  const [before, ...pieces] = `\n${text.trimStart()}`.split(`\n${boundary}`);
  const last = pieces.pop();
  if (before?.trim() !== '' || last?.startsWith('--') !== true) return null;
  return { boundary, newline, parts: pieces.map((piece) => piece.trim()) };
}

/** The first part that one has and the other does not. */
function partOnlyIn(one: Parts | null, other: Parts | null): string | undefined {
  if (other === null) return undefined;
  const known = new Set(other.parts);
  return one?.parts.find((part) => !known.has(part));
}

function written({ boundary, newline, parts }: Parts): string {
  const all = parts.map((part) => `${boundary}${newline}${part}${newline}`);
  return `${all.join('')}${boundary}--${newline}`;
}

function endOfHead(part: string): number {
  const end = part.search(/\r?\n\r?\n/);
  return end < 0 ? 0 : end;
}

/** A piece of a line: words, or what stands as it is (an address, a command, an id). */
export type Phrase = string | { code: string };

export type Line = readonly Phrase[];

/** What an incident report answers under one heading: sentences first, then a list. */
export type Section = {
  title: string;
  /** What of Art. 33(3) it is about, where it is about any. */
  article?: string;
  lines: readonly Line[];
  items?: readonly Line[];
};

/** Longest list. More is told by its number, and stands in verdict.json. */
const itemLimit = 40;

/** The first of these items, and how many more there are. */
export function limited(items: readonly Line[]): readonly Line[] {
  const more = items.length - itemLimit;
  return more > 0
    ? [...items.slice(0, itemLimit), [`and ${more} more, which verdict.json tells`]]
    : items;
}

import { parse } from 'parse5';
import type { DefaultTreeAdapterMap } from 'parse5';
import { lines } from './lines.ts';
import type { Format } from './format.ts';

type Element = DefaultTreeAdapterMap['element'];
/** An element's tag and place in the text, and the elements within it. */
type Place = {
  tag: string;
  from: number;
  to: number;
  inner: number;
  text: string;
  within: Place[];
};
type Row = { path: readonly string[]; place: Place };

/** Answers in HTML or XML: a row is an element, beside others of its tag, that only one of the two has. */
export const markup: Format = {
  reads: (text) => /^\s*<[!?a-z]/i.test(text),
  withRow(own, other) {
    const row = rowOnlyIn(other, own);
    if (row === null) return null;
    const host = hostOf(treeOf(own), row.path);
    if (host === null) return null;
    const last = host.within.findLast(({ tag }) => tag === row.place.tag);
    const at = last?.to ?? host.inner;
    return own.slice(0, at) + row.place.text + own.slice(at);
  },
  withoutRow(own, other) {
    const row = rowOnlyIn(own, other);
    return row === null ? null : own.slice(0, row.place.from) + own.slice(row.place.to);
  },
  strangers: lines.strangers,
  withValue: () => null,
  withRecord: () => null,
};

/** The first element nearest to the top that only one has, of a tag that stands more than once beside itself if any does. */
function rowOnlyIn(one: string, other: string): Row | null {
  const found = rowsIn(treeOf(one), treeOf(other), []);
  return found.find(({ repeats }) => repeats) ?? found[0] ?? null;
}

function rowsIn(one: Place, other: Place, path: readonly string[]): (Row & { repeats: boolean })[] {
  const known = new Set(other.within.map(({ text }) => text));
  const only = one.within.filter(({ text }) => !known.has(text));
  return only.flatMap((place) => {
    const twins = other.within.filter(({ tag }) => tag === place.tag);
    const alike = one.within.filter(({ tag }) => tag === place.tag);
    const [twin] = twins;
    const own = { path, place, repeats: alike.length > 1 || twins.length > 1 };
    // An element that both have once is where the rows are, rather than a row.
    return alike.length === 1 && twins.length === 1 && twin !== undefined
      ? [...rowsIn(place, twin, [...path, place.tag]), ...(place.within.length === 0 ? [own] : [])]
      : [own];
  });
}

function hostOf(root: Place, path: readonly string[]): Place | null {
  return path.reduce<Place | null>(
    (host, step) => host?.within.find(({ tag }) => tag === step) ?? null,
    root,
  );
}

function treeOf(text: string): Place {
  const document = parse(text, { sourceCodeLocationInfo: true, scriptingEnabled: false });
  const within = elementsOf(document).flatMap((element) => placesOf(element, text));
  return { tag: '', from: 0, to: text.length, inner: 0, text, within };
}

function elementsOf({ childNodes }: { childNodes: DefaultTreeAdapterMap['childNode'][] }) {
  return childNodes.filter((node): node is Element => 'tagName' in node);
}

/** The element with its place; the elements within it where its own tags are only implied. */
function placesOf(element: Element, text: string): Place[] {
  const within = elementsOf(element).flatMap((inner) => placesOf(inner, text));
  const at = element.sourceCodeLocation;
  if (!at?.startTag) return within;
  return [
    {
      tag: element.tagName,
      from: at.startOffset,
      to: at.endOffset,
      inner: at.startTag.endOffset,
      text: text.slice(at.startOffset, at.endOffset),
      within,
    },
  ];
}

import { parse } from 'parse5';
import type { DefaultTreeAdapterMap } from 'parse5';
import { namesAnId } from './names-an-id.ts';
import { strangerWords } from './scramble.ts';
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
  strangers(own, other) {
    const strange = strangerWords(own);
    return other
      .split(/(<[^>]*>)/)
      .map((piece) =>
        piece.startsWith('<')
          ? piece.replace(
              /(=\s*")([^"]*)"/g,
              (_all, sign: string, value: string) => `${sign}${strange(value)}"`,
            )
          : strange(piece),
      )
      .join('');
  },
  withValue: () => null,
  withId(own, other, again) {
    const [mine, theirs] = [attributesIn(own), attributesIn(other)];
    const later = new Set(attributesIn(again).map(({ value }) => value));
    const known = new Set(mine.map(({ value }) => value));
    const others = theirs.filter(({ value }) => !known.has(value));
    const shared = new Set(theirs.map(({ value }) => value));
    for (const { name, value, from } of mine) {
      if (shared.has(value) || !later.has(value)) continue;
      const other = others.find((one) => one.name === name);
      if (other !== undefined)
        return own.slice(0, from) + other.value + own.slice(from + value.length);
    }
    return null;
  },
  withRecord: () => null,
};

/** Tags of elements that are rows even where there is one alone. */
const rowTags = new Set(['li', 'tr', 'article', 'entry', 'item']);

/** Long enough for a token, an id or a name: shorter words may be of a time. */
const longWord = /[\w-]{6,}/g;
const wholePages = new Set(['', 'html', 'body']);
/** Parts of a page that hold no rows, and often a name or a time. */
const besides = new Set(['head', 'header', 'nav', 'footer', 'script', 'style']);

/** The first row that only one has. */
function rowOnlyIn(one: string, other: string): Row | null {
  return rowsIn(treeOf(one), treeOf(other), [])[0] ?? loneRow(treeOf(one), other);
}

/**
 * The one row of a text in which no element repeats: the innermost element with nearly all of what only the page's main part
 * says, or the first around it that the other lacks.
 */
function loneRow(root: Place, other: string): Row | null {
  const known = new Set(other.match(longWord));
  const saysOnly = ({ text }: Place): number =>
    (text.match(longWord) ?? []).reduce(
      (sum, word) => sum + (known.has(word) ? 0 : word.length),
      0,
    );
  let [place, twin, path]: [Place, Place | undefined, string[]] = [root, treeOf(other), []];
  for (;;) {
    const isPage = wholePages.has(place.tag);
    const least = isPage ? 0 : saysOnly(place) * 0.75;
    const [next] = place.within
      .filter((inner) => !besides.has(inner.tag) && saysOnly(inner) > least)
      .toSorted((a, b) => saysOnly(b) - saysOnly(a));
    if (next === undefined || (twin === undefined && !isPage))
      return isPage ? null : { path, place };
    if (place !== root) path = [...path, place.tag];
    twin = twin?.within.find(({ tag }) => tag === next.tag);
    place = next;
  }
}

/** Elements that only one has, in the order of the text, and that are rows: by their tag, or since they repeat. */
function rowsIn(one: Place, other: Place, path: readonly string[]): Row[] {
  const known = new Set(other.within.map(({ text }) => text));
  const only = one.within.filter(({ text }) => !known.has(text));
  return only.flatMap((place) => {
    const twins = other.within.filter(({ tag }) => tag === place.tag);
    const alike = one.within.filter(({ tag }) => tag === place.tag);
    if (rowTags.has(place.tag) || alike.length > 1 || twins.length > 1) return [{ path, place }];
    const [twin] = twins;
    // An element that both have once may be where the rows are.
    return twin === undefined ? [] : rowsIn(place, twin, [...path, place.tag]);
  });
}

/** Attributes that lead somewhere, or whose name tells that they identify something, in the order of the text. */
function attributesIn(text: string): { name: string; value: string; from: number }[] {
  return [...text.matchAll(/\s([a-z][\w-]*)\s*=\s*(["'])(.*?)\2/gi)].flatMap((match) => {
    const [all, name = '', , value = ''] = match;
    const isOne = /^(href|src|action)$/i.test(name) || namesAnId(name);
    return isOne ? [{ name, value, from: match.index + all.length - 1 - value.length }] : [];
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
  const isXml = !/<!doctype html|<html/i.test(text);
  const within = elementsOf(document).flatMap((element) => placesOf(element, text, isXml));
  return { tag: '', from: 0, to: text.length, inner: 0, text, within };
}

function elementsOf({ childNodes }: { childNodes: DefaultTreeAdapterMap['childNode'][] }) {
  return childNodes.filter((node): node is Element => 'tagName' in node);
}

/** The element with its place; the elements within it where its own tags are only implied. */
function placesOf(element: Element, text: string, isXml: boolean): Place[] {
  const inner = elementsOf(element).flatMap((child) => placesOf(child, text, isXml));
  const within = element.tagName === 'dl' ? withDetails(inner) : inner;
  const at = element.sourceCodeLocation;
  if (!at?.startTag) return within;
  const { startOffset: from, endOffset: start } = at.startTag;
  // In XML an element may end with its start tag. The parser takes what follows for its content.
  const isEmpty = isXml && text.slice(from, start).endsWith('/>');
  // An element that is never closed ends with its start tag, as the parser tells it.
  const to = isEmpty ? start : Math.max(at.endOffset, within.at(-1)?.to ?? 0);
  const place = { tag: element.tagName, from, to, inner: start, text: text.slice(from, to) };
  return isEmpty ? [{ ...place, within: [] }, ...within] : [{ ...place, within }];
}

/** The terms of a list of definitions, each with its details. */
function withDetails(places: readonly Place[]): Place[] {
  const terms: Place[] = [];
  for (const place of places) {
    const term = place.tag === 'dd' ? terms.at(-1) : undefined;
    if (term === undefined) terms.push(place);
    else terms[terms.length - 1] = { ...term, to: place.to, text: term.text + place.text };
  }
  return terms;
}

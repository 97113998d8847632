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

/** The first row that only one has. */
function rowOnlyIn(one: string, other: string): Row | null {
  return rowsIn(treeOf(one), treeOf(other), [])[0] ?? null;
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
  // An element that is never closed ends with its start tag, as the parser tells it.
  const to = Math.max(at.endOffset, within.at(-1)?.to ?? 0);
  return [
    {
      tag: element.tagName,
      from: at.startOffset,
      to,
      inner: at.startTag.endOffset,
      text: text.slice(at.startOffset, to),
      within,
    },
  ];
}

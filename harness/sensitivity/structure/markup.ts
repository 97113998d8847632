import { treeOf } from './markup-tree.ts';
import type { Place } from './markup-tree.ts';
import { namesAnId } from './names-an-id.ts';
import { strangerWords } from './scramble.ts';
import type { Format } from './format.ts';
import { weighWords } from './weigh-words.ts';

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
      .split(/(<[^<>]*>)/)
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
    const others = new Map<string, string>();
    for (const { name, value } of theirs)
      if (!known.has(value) && !others.has(name)) others.set(name, value);
    const shared = new Set(theirs.map(({ value }) => value));
    for (const { name, value, from } of mine) {
      if (shared.has(value) || !later.has(value)) continue;
      const foreign = others.get(name);
      if (foreign !== undefined)
        return own.slice(0, from) + foreign + own.slice(from + value.length);
    }
    return null;
  },
  withRecord: () => null,
};

/** Tags of elements that are rows even where there is one alone. */
const rowTags = new Set(['li', 'tr', 'article', 'entry', 'item']);

const wholePages = new Set(['', 'html', 'body']);
/** Parts of a page that hold no rows, and often a name or a time. */
const besides = new Set(['head', 'header', 'nav', 'footer', 'script', 'style']);

/** The first row that only one has. */
function rowOnlyIn(one: string, other: string): Row | null {
  const [root, twin] = [treeOf(one), treeOf(other)];
  return firstRow(root, twin, []) ?? loneRow(root, twin);
}

/**
 * The one row of a text in which no element repeats: the innermost element with nearly all of what only the page's main part
 * says, or the first around it that the other lacks.
 */
function loneRow(root: Place, other: Place): Row | null {
  const weigh = weighWords(root.text, other.text);
  const saysOnly = ({ from, to }: Place): number => weigh(from, to);
  let [place, twin, path]: [Place, Place | undefined, string[]] = [root, other, []];
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

/** The first element that only one has, and that is a row: by its tag, or since it repeats. */
function firstRow(one: Place, other: Place, path: readonly string[]): Row | null {
  const known = new Set(other.within.map(({ text }) => text));
  const [alike, twins] = [one, other].map(({ within }) => Map.groupBy(within, ({ tag }) => tag));
  for (const place of one.within) {
    if (known.has(place.text)) continue;
    const { tag } = place;
    const [twin, second] = twins?.get(tag) ?? [];
    const repeats = (alike?.get(tag)?.length ?? 0) > 1 || second !== undefined;
    if (rowTags.has(tag) || repeats) return { path, place };
    // An element that both have once may be where the rows are.
    const row = twin === undefined ? null : firstRow(place, twin, [...path, tag]);
    if (row !== null) return row;
  }
  return null;
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

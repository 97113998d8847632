import { Parser } from 'htmlparser2';

/** An element's tag and place in the text, and the elements within it. */
export type Place = {
  tag: string;
  from: number;
  to: number;
  inner: number;
  text: string;
  within: Place[];
};

/** Most elements that are taken apart, and their deepest nesting: no page is longer that the harness reads. */
const most = { elements: 200_000, depth: 512 };

/**
 * The elements of a text in HTML or XML, each with its place. It is read in one go, and takes no deeper stack for elements
 * that are nested deeper.
 * @throws when there are more than 200,000 elements, or they are nested deeper than 512
 */
export function treeOf(text: string): Place {
  const root: Place = { tag: '', from: 0, to: text.length, inner: 0, text, within: [] };
  const open = [root];
  let count = 0;
  // In XML an element may end with its start tag.
  const isXml = !/<!doctype html|<html/i.test(text);
  const parser = new Parser(
    {
      onopentag(tag) {
        count += 1;
        if (count > most.elements) throw new Error('there are too many elements');
        if (open.length > most.depth) throw new Error('the elements are nested too deep');
        const inner = parser.endIndex + 1;
        const place = { tag, from: parser.startIndex, to: inner, inner, text: '', within: [] };
        open.at(-1)?.within.push(place);
        open.push(place);
      },
      onclosetag(_, isImplied) {
        const place = open.pop();
        if (place === undefined) return;
        // An element that is never closed ends where another tag ends it.
        place.to = isImplied ? Math.max(place.inner, parser.startIndex) : parser.endIndex + 1;
        place.text = text.slice(place.from, place.to);
        if (place.tag === 'dl') place.within = withDetails(place.within);
      },
    },
    {
      xmlMode: isXml && /^\s*<\?xml/i.test(text),
      recognizeSelfClosing: isXml,
      lowerCaseTags: true,
    },
  );
  parser.end(text);
  return root;
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

import { parsePage } from '../../../deployment/html-page.ts';
import type { PageElement } from '../../../deployment/html-page.ts';
import { rowsToShow } from './choose-rows.ts';
import type { Holding } from './choose-rows.ts';
import type { FieldNames } from './field-name.ts';
import { isHtmlTag } from './html-tags.ts';
import { holdingOfAll } from './marks.ts';
import type { Mark, Marks } from './marks.ts';
import { folded, maskOfText, masked } from './mask.ts';
import { joined } from './pieces.ts';
import type { Detail, Pieces } from './pieces.ts';

type Kind = 'html' | 'xml';

/** Levels below which an element is shown with all that was seen in it, and without the elements below it. */
const deepest = 20;

/** An element with what was seen in it: in its own texts and attributes, and in the elements below it. */
type Seen = {
  element: PageElement;
  own: readonly Mark[];
  text: string;
  below: readonly Seen[];
  /** Everything that was seen in it and below it: worked out once, as every level asks for it. */
  all: readonly Mark[];
  holding: Holding;
};

/**
 * Parses a page, and finds what was seen in it, once for all details in which its shape may be made: its elements without
 * attributes, with their texts masked.
 * @returns null where it cannot be parsed
 */
export function readPageShape(
  text: string,
  kind: Kind,
  marks: Marks,
): ((detail: Detail) => Pieces) | null {
  const page = parsePage(text, kind);
  const [root] = page?.select(kind === 'html' ? 'body' : ':root') ?? [];
  if (root === undefined) return null;
  const seen = seenIn(root, marks);
  return (detail) => shapeOf(seen, { kind, detail, depth: 0, names: marks.names });
}

function seenIn(element: PageElement, marks: Marks): Seen {
  const texts = element.children.flatMap((node) => ('data' in node ? [node.data] : []));
  const own = [...texts, ...Object.values(element.attribs)].flatMap((text) => marks.inText(text));
  const below = element.children.flatMap((node) =>
    'attribs' in node ? [seenIn(node, marks)] : [],
  );
  const all = [...new Set([...own, ...below.flatMap((inner) => inner.all)])];
  const holding = holdingOfAll(all.map(({ holds }) => holds));
  return { element, own: [...new Set(own)], text: texts.join(' ').trim(), below, all, holding };
}

type Way = { kind: Kind; detail: Detail; depth: number; names: FieldNames };

function shapeOf(seen: Seen, way: Way): Pieces {
  const { kind, detail, depth, names } = way;
  const { element, own, text, below, holding } = seen;
  const isTag = kind === 'html' && isHtmlTag(element.name);
  const name = isTag ? element.name : names.written(element.name);
  const indent = '  '.repeat(depth);
  const words: Pieces = [text === '' && own.length === 0 ? '' : maskOfText(text), ...markedBy(own)];
  if (below.length === 0) return joined([`${indent}<${name}>`, ...words, `</${name}>`]);
  if (depth >= deepest || (depth >= detail.depth && holding === 'nothing'))
    return [`${indent}<${name}>${masked}`, ...markedBy(seen.all), `</${name}>`];
  const lines = childrenOf(below, { ...way, depth: depth + 1 });
  return joined([
    `${indent}<${name}>`,
    ...words,
    ...lines.flatMap((line) => ['\n', ...line]),
    `\n${indent}</${name}>`,
  ]);
}

/** Elements of one name that follow each other are rows: of these, only some are shown. */
function childrenOf(below: readonly Seen[], way: Way): Pieces[] {
  const runs: Seen[][] = [];
  for (const seen of below) {
    const last = runs.at(-1);
    if (last?.[0]?.element.name === seen.element.name) last.push(seen);
    else runs.push([seen]);
  }
  const kept = new Set(
    runs
      .filter((run) => run.every(({ holding }) => holding === 'nothing'))
      .slice(0, way.detail.fields),
  );
  const shown = runs.filter(
    (run) => kept.has(run) || run.some(({ holding }) => holding !== 'nothing'),
  );
  const indent = '  '.repeat(way.depth);
  const rest = folded(runs.length - shown.length, 'element');
  return [
    ...shown.flatMap((run): Pieces[] => {
      const rows = rowsToShow(
        run.map(({ holding }) => holding),
        way.detail.rows,
      );
      const left = folded(run.length - rows.length, 'row');
      return [
        ...rows.flatMap((index) => {
          const seen = run[index];
          return seen === undefined ? [] : [shapeOf(seen, way)];
        }),
        ...(left === '' ? [] : [[indent + left]]),
      ];
    }),
    ...(rest === '' ? [] : [[indent + rest]]),
  ];
}

function markedBy(marks: readonly Mark[]): Pieces {
  return marks.flatMap(({ index }) => [' ', index]);
}

import { htmlOf, parsePage } from '../../deployment/html-page.ts';
import type { Page, PageElement } from '../../deployment/html-page.ts';
import { valueOf } from './html-rows.ts';
import type { Beyond, RecordRow } from './records-in.ts';

/** A row of a page. `shape`: the elements in it; rows of one list have few shapes. */
export type SiblingRow = RecordRow & { shape: string };

/** Elements that are rows where they stand beside each other. Others are only if they share a class. */
const rowTags = new Set(['tr', 'li', 'article']);
/** Elements that are no rows, however often they repeat: cells, choices, and what is not shown. */
const never = new Set(
  'html head body meta link script style br hr col td th option input source track path g'.split(
    ' ',
  ),
);

/** Most rows that are looked at, how often the page's text may be repeated in them, and the longest page. */
const most = { rows: 1000, repeated: 3, page: 2 * 1024 * 1024 };

/**
 * Finds what may be rows on a page of which nobody said where they are: elements that repeat beside each other.
 * @param leaveOut is told what was not looked at
 */
export function siblingRowsIn(html: string, leaveOut: (one: Beyond) => void): SiblingRow[] {
  const tooLong = html.length - most.page;
  if (tooLong > 0) leaveOut({ what: 'page', where: 'page', most: most.page, count: tooLong });
  const page = tooLong > 0 ? null : parsePage(html);
  if (page === null) return [];
  const lists = new Map<PageElement, Map<string, PageElement[]>>();
  for (const element of page.select('* > *')) {
    const kind = kindOf(element);
    if (kind === null) continue;
    const parent = element.parent as PageElement;
    const kinds = lists.get(parent) ?? new Map<string, PageElement[]>();
    lists.set(parent, kinds);
    const siblings = kinds.get(kind);
    if (siblings === undefined) kinds.set(kind, [element]);
    else siblings.push(element);
  }
  const found: SiblingRow[] = [];
  let room = html.length * most.repeated + 1000;
  for (const [parent, kinds] of lists) {
    for (const elements of kinds.values()) {
      if (elements.length < 2) continue;
      const list = pathOf(parent);
      for (const [index, element] of elements.entries()) {
        room -= htmlOf(element).length;
        const where = `${list} > ${element.name}[${index}]`;
        if (room < 0 || found.length >= most.rows) {
          leaveOut({ what: 'rows', where, most: found.length, count: elements.length - index });
          return found;
        }
        const shape = shapeOf(page, element);
        found.push({ where, value: valueOf(page, element), list, part: false, shape });
      }
    }
  }
  return found;
}

/** Equal for siblings that may be rows of one list; null for what is no row. */
function kindOf(element: PageElement): string | null {
  const { name, attribs } = element;
  if (never.has(name)) return null;
  // A row of headings alone.
  if (name === 'tr' && !element.children.some(isCell)) return null;
  if (rowTags.has(name)) return name;
  const [first = ''] = (attribs['class'] ?? '').trim().split(/\s+/);
  return first === '' ? null : `${name}.${first}`;
}

function isCell(node: PageElement['children'][number]): boolean {
  return 'name' in node && node.name === 'td';
}

function shapeOf(page: Page, element: PageElement): string {
  return [...new Set(page.select('*', element).map(({ name }) => name))].toSorted().join(' ');
}

/** The names of the elements around a row, without classes, which may hold data. */
function pathOf(element: PageElement): string {
  const names: string[] = [];
  let at: PageElement | null = element;
  while (at !== null && names.length < 12) {
    names.unshift(at.name);
    at = at.parent !== null && 'name' in at.parent ? at.parent : null;
  }
  return names.join(' > ');
}

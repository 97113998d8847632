/** Which part of a list is asked for. Lists are newest first. */
export interface PageRequest {
  /** How many items at most; 1 to 50. */
  limit: number;
  /** The last item already seen; nothing for the first page. */
  after: Position | null;
}

/** Where an item stands in its list. */
export interface Position {
  at: number;
  id: string;
}

/** One page of a list. */
export interface Page<Item> {
  items: Item[];
  /** Where the next page begins; null on the last one. */
  next: Position | null;
  /** How many items the whole list has. */
  total: number;
}

export const defaultLimit = 10;
export const largestLimit = 50;

/** The page's bounds as statement parameters: one row more is read to see whether more follow. */
export function pageParameters(page: PageRequest): { at: number; after: string; rows: number } {
  const { at, id } = page.after ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
  return { at, after: id, rows: page.limit + 1 };
}

/** Names a page, for what is kept of it. */
export function pageKey({ limit, after }: PageRequest): string {
  return `${limit} ${after === null ? '' : toCursor(after)}`;
}

/** Cuts the extra row off again. */
export function toPage<Item>(
  rows: Item[],
  page: PageRequest,
  total: number,
  position: (item: Item) => Position,
): Page<Item> {
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  const more = rows.length > page.limit && last !== undefined;
  return { items, next: more ? position(last) : null, total };
}

/** A position as it travels in a URL. */
export function toCursor({ at, id }: Position): string {
  return Buffer.from(`${at}.${id}`).toString('base64url');
}

/** The position that a cursor names; undefined if it is none of ours. */
export function fromCursor(cursor: string): Position | undefined {
  const match = /^(\d{1,16})\.(\w{1,40})$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match === null ? undefined : { at: Number(match[1]), id: match[2] ?? '' };
}

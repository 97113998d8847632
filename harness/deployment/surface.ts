import type { SurfaceInfo } from '../domain/surface.ts';

/** One page of a list as received. */
export type ListPage = {
  /** The parsed JSON; the text as it is where the answer is none (HTML). */
  body: unknown;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  url: string;
};

/** One place where the deployment gives out data. Made by `list`, `read`, `stream`, `page` and `download`. */
export type Surface = SurfaceInfo & {
  method: string;
  /** Path template with bindings in braces: `/api/recordings/{recording}/media`. */
  path: string;
  /** Sent with every attempt. */
  headers: Readonly<Record<string, string>>;
  /**
   * Where the rows are: a JSON path (`$.data.items`), or a function of the parsed JSON (of the text, where the
   * answer is HTML). Default: the array that looks like them; none in HTML.
   */
  items?: string | ((body: unknown) => readonly unknown[]);
  /**
   * The address of the next page, or the JSON body to ask for it with (`{ json: … }`); null at the end. Default:
   * Link header, `next` links, cursors, page numbers; of GraphQL, `endCursor` as the query's variable `after`.
   */
  next?: (page: ListPage) => string | { json: unknown } | null;
  /** Extra variants to attempt, beside the plain one: `range` for streams by default. */
  variants: readonly ('range' | 'head')[];
};

/** What the deployment does not have: `noSurface('stream', 'no recordings are kept')`. */
export type AbsentSurface = { absent: SurfaceInfo['gives']; reason: string };
